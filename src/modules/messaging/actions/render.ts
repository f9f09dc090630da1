/** Makes the words of one send: template, tracked links, the blocks that the law asks of advertising mail. */
import { preferencePage } from "#consent";
import type { Brand } from "#kernel/admin-api";
import type { Ctx } from "#kernel/context";
import { sign } from "#kernel/links";
import type { Json, Properties } from "#kernel/log";
import { rendererOf } from "#templates";
import type { Body } from "../model/body.ts";
import { withFooter } from "../model/footer.ts";
import type { Sender } from "../model/settings.ts";

/** Links in messages work this long. */
const LINK_LIFE_MS = 400 * 86_400_000;
/** LINE takes addresses to 1,000 characters; a longer tracked one is left as it was. */
const LONGEST_LINE_URI = 1000;
const LONGEST_POSTBACK = 300;

export interface ToRender {
  readonly id: string;
  readonly profile: string | null;
  readonly template: string;
  readonly class: string;
  readonly data: unknown;
}

/** What a click's token says: the send and where it leads. */
export const clickTarget = (audience: string): { send: string; url: string } => ({
  send: audience.slice(0, 36),
  url: audience.slice(37),
});

const expiry = (ctx: Ctx) => new Date(ctx.now.getTime() + LINK_LIFE_MS);

/** A link through us to `url`, naming the send. */
export const trackedLink = (ctx: Ctx, send: string, url: string): string =>
  `${ctx.config.publicUrl}/l/${sign(ctx, { scope: "click", audience: `${send} ${url}`, expiresAt: expiry(ctx) })}`;

/** Where this send's receiver leaves advertising with one click. */
export const unsubscribeLink = (ctx: Ctx, send: string): string =>
  `${ctx.config.publicUrl}/u/${sign(ctx, { scope: "unsubscribe", audience: send, expiresAt: expiry(ctx) })}`;

/** Puts the send's id at the end of every postback, so that the answer names the message it answers. */
export const markPostbacks = (part: Json, send: string): Json => {
  if (Array.isArray(part)) return (part as readonly Json[]).map((each) => markPostbacks(each, send));
  if (part === null || typeof part !== "object") return part;
  const marked: Record<string, Json> = {};
  for (const [key, value] of Object.entries(part as Properties)) marked[key] = markPostbacks(value, send);
  const { type, data } = marked;
  if ((type === "postback" || type === "datetimepicker") && typeof data === "string") {
    const named = `${data}${data.includes("=") ? "&" : "#"}send=${send}`;
    if (named.length <= LONGEST_POSTBACK) marked["data"] = named;
  }
  return marked;
};

/** What all sends of a batch share. */
export interface Press {
  readonly brand: Brand;
  readonly sender: Sender;
  /** Renders by template, made when first asked for. */
  readonly renderers: Map<string, ReturnType<typeof rendererOf>>;
}

export const openPress = (brand: Brand, sender: Sender): Press => ({ brand, sender, renderers: new Map() });

const dataOf = (ctx: Ctx, { brand, sender }: Press, send: ToRender, traits: Properties): Properties => ({
  ...(send.data as Properties),
  profile: traits,
  brand: {
    name: brand.name,
    company: sender.formalName,
    address: sender.postalAddress,
    contact: sender.contact,
    email: sender.replyTo || sender.address,
    url: ctx.config.publicUrl,
  },
  unsubscribe_url: unsubscribeLink(ctx, send.id),
  preferences_url: send.profile === null ? "" : preferencePage(ctx, send.profile),
});

/** The body of one send, ready to go. Throws a Problem where the template has no words for this person or they do not work. */
export const renderSend = async (
  ctx: Ctx,
  press: Press,
  send: ToRender,
  channel: "line" | "email",
  traits: Properties,
): Promise<Body> => {
  const opened = press.renderers.get(send.template) ?? rendererOf(ctx, send.template);
  press.renderers.set(send.template, opened);
  const language = traits["language"] ?? traits["locale"];
  const rendered = (await opened)({
    channel,
    language: typeof language === "string" ? language : null,
    data: dataOf(ctx, press, send, traits),
    link: (url) => {
      const tracked = trackedLink(ctx, send.id, url);
      return channel === "line" && tracked.length > LONGEST_LINE_URI ? url : tracked;
    },
  });
  if (rendered.channel === "line") {
    const messages = rendered.messages.map((message) => markPostbacks(message, send.id) as Record<string, never>);
    return { channel: "line", messages };
  }
  const { subject, html, text } = rendered;
  const body: Body = { channel: "email", subject, html, text, unsubscribe: null };
  if (send.class !== "marketing") return body;
  const words = { sender: press.sender, unsubscribe: unsubscribeLink(ctx, send.id), english: language === "en" };
  return { ...body, ...withFooter(body, words), unsubscribe: words.unsubscribe };
};
