/** LINE message objects and their limits: those of the published specification, and those that it leaves to the documentation. */
import { z } from "zod";
import type { Fault } from "#kernel/errors";
import { flexContents } from "./line-flex.ts";
import { common, https, labelled, list, one, tappable, tapUri, text } from "./line-parts.ts";

const ALT_TEXT = 1_500;
const altText = text(ALT_TEXT);
const positive = z.int("Must be a whole number.").min(1, "Must be more than 0.");

const emoji = z.object({ index: z.int().min(0), productId: text(100), emojiId: text(20) });
const textMessage = z.object({
  type: z.literal("text"),
  text: text(5_000),
  emojis: z.array(emoji).max(20, "At most 20 emojis.").optional(),
  quoteToken: z.string().optional(),
  ...common,
});
const substitution = z.discriminatedUnion("type", [
  z.object({ type: z.literal("emoji"), productId: text(100), emojiId: text(20) }),
  z.object({
    type: z.literal("mention"),
    mentionee: z.discriminatedUnion("type", [
      z.object({ type: z.literal("user"), userId: text(33) }),
      z.object({ type: z.literal("all") }),
    ]),
  }),
]);
const textV2 = z.object({
  type: z.literal("textV2"),
  text: text(5_000),
  substitution: z.record(z.string().regex(/^\w{1,20}$/), substitution).optional(),
  quoteToken: z.string().optional(),
  ...common,
});
const sticker = z.object({ type: z.literal("sticker"), packageId: text(20), stickerId: text(20), ...common });
const image = z.object({ type: z.literal("image"), originalContentUrl: https, previewImageUrl: https, ...common });
const video = z.object({
  type: z.literal("video"),
  originalContentUrl: https,
  previewImageUrl: https,
  trackingId: text(100).optional(),
  ...common,
});
const audio = z.object({ type: z.literal("audio"), originalContentUrl: https, duration: positive, ...common });
const location = z.object({
  type: z.literal("location"),
  title: text(100),
  address: text(100),
  latitude: z.number("Must be a number.").min(-90).max(90),
  longitude: z.number("Must be a number.").min(-180).max(180),
  ...common,
});
const area = z.object({ x: z.int(), y: z.int(), width: positive, height: positive });
const imagemap = z.object({
  type: z.literal("imagemap"),
  baseUrl: https,
  altText,
  baseSize: z.object({ width: z.literal(1040, "Must be 1040."), height: positive }),
  actions: z
    .array(
      z.discriminatedUnion("type", [
        z.object({ type: z.literal("uri"), linkUri: tapUri, label: text(100).optional(), area }),
        z.object({ type: z.literal("message"), text: text(400), label: text(100).optional(), area }),
        z.object({ type: z.literal("clipboard"), clipboardText: text(1_000), label: text(100).optional(), area }),
      ]),
    )
    .max(50, "Size must be between 0 and 50."),
  video: z.looseObject({}).optional(),
  ...common,
});

const action = labelled(20);
const look = {
  imageAspectRatio: one(["rectangle", "square"]).optional(),
  imageSize: one(["cover", "contain"]).optional(),
};
/** A card's text is shorter beside a picture or a title. */
const shorter =
  (full: number, beside: number) =>
  (
    card: { text: string; title?: string | undefined; thumbnailImageUrl?: string | undefined },
    check: z.RefinementCtx,
  ) => {
    const max = card.title !== undefined || card.thumbnailImageUrl !== undefined ? beside : full;
    if (card.text.length > max)
      check.addIssue({ code: "custom", path: ["text"], message: `Must be at most ${max} characters long here.` });
  };
const card = {
  thumbnailImageUrl: https.optional(),
  imageBackgroundColor: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, "Must be a colour such as #FFFFFF.")
    .optional(),
  title: text(40).optional(),
  defaultAction: tappable.optional(),
};
const buttons = z
  .object({ type: z.literal("buttons"), text: text(160), actions: list(action, 1, 4), ...card, ...look })
  .superRefine(shorter(160, 60));
const confirm = z.object({ type: z.literal("confirm"), text: text(240), actions: list(action, 2, 2) });
const column = z.object({ text: text(120), actions: list(action, 1, 3), ...card }).superRefine(shorter(120, 60));
const carousel = z
  .object({ type: z.literal("carousel"), columns: list(column, 1, 10), ...look })
  .superRefine((value, check) => {
    if (new Set(value.columns.map((each) => each.actions.length)).size > 1)
      check.addIssue({
        code: "custom",
        path: ["columns"],
        message: "Every column must have the same number of actions.",
      });
  });
const imageCarousel = z.object({
  type: z.literal("image_carousel"),
  columns: list(z.object({ imageUrl: https, action: labelled(12) }), 1, 10),
});
const template = z.object({
  type: z.literal("template"),
  altText,
  template: z.discriminatedUnion(
    "type",
    [buttons, confirm, carousel, imageCarousel],
    "Must be one of the following values: [buttons, confirm, carousel, image_carousel].",
  ),
  ...common,
});
const flex = z.object({ type: z.literal("flex"), altText, contents: flexContents, ...common });
const coupon = z.object({
  type: z.literal("coupon"),
  couponId: text(100),
  deliveryTag: text(30).optional(),
  ...common,
});

/** One LINE message object. */
export const LineMessage = z.discriminatedUnion(
  "type",
  [textMessage, textV2, sticker, image, video, audio, location, imagemap, template, flex, coupon],
  "Must be one of the following values: [text, textV2, sticker, image, video, audio, location, imagemap, template, flex, coupon].",
);
/** What one request may carry. */
export const LineMessages = list(LineMessage, 1, 5);
export type LineMessage = z.infer<typeof LineMessage>;

/** `messages[0].contents.body`: how LINE names a place in a request. */
export const linePath = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (at, key) => (typeof key === "number" ? `${at}[${key}]` : at === "" ? String(key) : `${at}.${String(key)}`),
    "",
  );

/** What LINE would refuse in these messages, each with its place; empty when it would accept them. */
export const lineFaults = (messages: unknown): Fault[] => {
  const read = LineMessages.safeParse(messages);
  if (read.success) return [];
  return read.error.issues.map((issue) => ({
    at: linePath(["messages", ...issue.path]),
    message: issue.code === "unrecognized_keys" ? `Unknown field: ${issue.keys.join(", ")}.` : issue.message,
  }));
};
