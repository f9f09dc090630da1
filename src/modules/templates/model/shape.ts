/** What a template is made of. */
import { z } from "zod";
import type { Json, Properties } from "#kernel/log";

export const Channel = z.enum(["line", "email"]);
export type Channel = z.infer<typeof Channel>;
export const TemplateClass = z.enum(["marketing", "transactional"]);
export type TemplateClass = z.infer<typeof TemplateClass>;

export const Key = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, "A key is up to 64 of a to z, 0 to 9, _ and -, such as welcome_line.");
export const Language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "A language is written like ja, en or zh-TW.");

/**
 * The words for one channel in one language. LINE: `text` (one text message) or `flex` (JSON: a bubble, a carousel, one
 * message or up to five). Mail: `mjml` or `text`.
 */
export const Body = z.object({
  channel: Channel,
  language: Language,
  format: z.enum(["text", "flex", "mjml"]),
  /** Mail: the subject. */
  subject: z.string().max(500).nullable().default(null),
  source: z.string().max(200_000),
  /** Flex: what the chat list shows. MJML: the plain text part; made from the HTML where absent. */
  alternative: z.string().max(100_000).nullable().default(null),
});
export type Body = z.output<typeof Body>;

export const Draft = z.object({
  name: z.string().trim().min(1).max(120),
  class: TemplateClass.default("marketing"),
  /** The language taken where a customer's own is not there. */
  language: Language.default("ja"),
  /** Example data for the check at save and for the preview; laid over the standard example. */
  sample: z.record(z.string(), z.json()).default({}),
  bodies: z.array(Body).min(1, "A template needs words for at least one channel.").max(20),
});
export type Draft = z.output<typeof Draft>;

/** A fault in a template's words. `line` is null where it lies in no line of the source. */
export interface BodyFault {
  /** `subject`, `source`, `alternative`. */
  readonly part: string;
  readonly line: number | null;
  readonly message: string;
}

/** What a message looks like when it is ready to go. */
export type Rendered =
  | { readonly channel: "line"; readonly messages: readonly Properties[] }
  | { readonly channel: "email"; readonly subject: string; readonly html: string | null; readonly text: string };

/**
 * The data that messages bring, and the example that templates are checked against: the customer's traits, the event or
 * order that led here, the brand, and the two links that every marketing mail must offer.
 */
export const SAMPLE: Properties = {
  profile: {
    name: "山田 花子",
    lastName: "山田",
    firstName: "花子",
    lastNameKana: "ヤマダ",
    firstNameKana: "ハナコ",
    email: "hanako@example.jp",
    phone: "+819012345678",
    prefecture: "東京都",
    birthday: "1990-04-12",
    language: "ja",
    points: 320,
  },
  event: { name: "Signed Up", at: "2026-11-21T05:05:00Z", properties: {} },
  order: {
    order: "K-10234",
    at: "2026-11-18T12:30:00Z",
    total: 5480,
    currency: "JPY",
    items: [
      {
        name: "椿のシャンプー",
        quantity: 1,
        price: 2980,
        url: "https://example.com/items/shampoo",
        image: "https://example.com/items/shampoo.jpg",
      },
    ],
  },
  brand: {
    name: "髪と布",
    company: "株式会社髪と布",
    address: "東京都台東区谷中1-2-3",
    url: "https://example.com",
    contact: "https://example.com/contact",
    email: "hello@example.com",
  },
  unsubscribe_url: "https://example.com/unsubscribe/sample",
  preferences_url: "https://example.com/preferences/sample",
};

const isObject = (value: Json | undefined): value is Properties =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `over` laid on `under`, objects field by field. */
export const laidOver = (under: Properties, over: Properties): Properties => {
  const result: Record<string, Json> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = result[key];
    result[key] = isObject(below) && isObject(value) ? laidOver(below, value) : value;
  }
  return result;
};

/** The languages to try for a customer: theirs, theirs without the region, the template's own. */
export const languagesFor = (wanted: string | null, own: string): string[] => {
  const base = wanted?.split("-")[0] ?? "";
  return [...new Set([wanted ?? "", base, own].filter((language) => language !== ""))];
};

/** The body for this channel that stands nearest to the wanted language; any language before none. */
export const bodyFor = <B extends { readonly channel: string; readonly language: string }>(
  bodies: readonly B[],
  channel: Channel,
  wanted: string | null,
  own: string,
): B | null => {
  const here = bodies.filter((body) => body.channel === channel);
  for (const language of languagesFor(wanted, own)) {
    const found = here.find((body) => body.language === language);
    if (found) return found;
  }
  return here[0] ?? null;
};
