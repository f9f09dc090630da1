/** Makes the words of one send: template, tracked links, the blocks that the law asks of advertising mail. */
import { preferencePage } from "#consent";
import { brandOf } from "#kernel/admin";
import type { Ctx } from "#kernel/context";
import { sign } from "#kernel/links";
import type { Json, Properties } from "#kernel/log";
import { readSetting } from "#kernel/settings";
import { render } from "#templates";
import type { Body } from "../model/body.ts";
import { withFooter } from "../model/footer.ts";
import { Sender } from "../model/settings.ts";

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

const dataOf = async (ctx: Ctx, send: ToRender, traits: Properties, sender: Sender): Promise<Properties> => {
  const brand = await brandOf(ctx);
  return {
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
  };
};

/** The body of one send, ready to go. Throws a Problem where the template has no words for this person or they do not work. */
export const renderSend = async (
  ctx: Ctx,
  send: ToRender,
  channel: "line" | "email",
  traits: Properties,
): Promise<Body> => {
  const sender = await readSetting(ctx, "sender", Sender);
  const language = traits["language"] ?? traits["locale"];
  const rendered = await render(ctx, {
    template: send.template,
    channel,
    language: typeof language === "string" ? language : null,
    data: await dataOf(ctx, send, traits, sender),
    link: (url) => {
      const tracked = trackedLink(ctx, send.id, url);
      return channel === "line" && tracked.length > LONGEST_LINE_URI ? url : tracked;
    },
  });
  if (rendered.channel === "line") {
    const messages = rendered.messages.map((message) => markPostbacks(message, send.id) as Record<string, never>);
    return { channel: "line", messages };
  }
  const body: Body = {
    channel: "email",
    subject: rendered.subject,
    html: rendered.html,
    text: rendered.text,
    unsubscribe: null,
  };
  if (send.class !== "marketing") return body;
  const words = { sender, unsubscribe: unsubscribeLink(ctx, send.id), english: language === "en" };
  return { ...body, ...withFooter(body, words), unsubscribe: words.unsubscribe };
};
