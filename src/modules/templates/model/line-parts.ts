/** Small pieces of LINE message objects: strings with their limits, addresses, actions, quick replies. */
import { z } from "zod";

/** A string of LINE's. Lengths count UTF-16 units as LINE does; zod's own limit counts code points and would let emoji through. */
export const text = (max: number, min = 1) =>
  z
    .string("Must be a string.")
    .min(min, "May not be empty.")
    .refine((value) => value.length <= max, `Must be at most ${max} characters long (UTF-16 units).`);

const address = (schemes: readonly string[], max: number) =>
  text(max).refine(
    (value) => {
      const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(value)?.[1]?.toLowerCase();
      if (scheme === undefined || !schemes.includes(scheme)) return false;
      return scheme === "tel" || URL.canParse(value);
    },
    `Must be an address that begins with ${schemes.join(", ")}.`,
  );

/** Where pictures and films lie: LINE fetches over https only. */
export const https = address(["https"], 2_000);
/** Where a tap leads. */
export const tapUri = address(["http", "https", "line", "tel"], 1_000);

export const one = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, `Must be one of the following values: [${values.join(", ")}].`);

export const list = <T extends z.ZodType>(item: T, min: number, max: number) =>
  z
    .array(item, "Must be an array.")
    .min(min, `Size must be between ${min} and ${max}.`)
    .max(max, `Size must be between ${min} and ${max}.`);

const data = text(300);
const dateTime = text(30).optional();

const actionTypes = <L extends z.ZodType>(label: L) =>
  [
    z.object({
      type: z.literal("uri"),
      label,
      uri: tapUri,
      altUri: z.object({ desktop: tapUri.optional() }).optional(),
    }),
    z.object({
      type: z.literal("postback"),
      label,
      data,
      displayText: text(300).optional(),
      text: text(300).optional(),
      inputOption: one(["closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"]).optional(),
      fillInText: text(300).optional(),
    }),
    z.object({ type: z.literal("message"), label, text: text(300) }),
    z.object({
      type: z.literal("datetimepicker"),
      label,
      data,
      mode: one(["date", "time", "datetime"]),
      initial: dateTime,
      max: dateTime,
      min: dateTime,
    }),
    z.object({ type: z.literal("clipboard"), label, clipboardText: text(1_000) }),
    z.object({ type: z.literal("richmenuswitch"), label, richMenuAliasId: text(32), data }),
  ] as const;

const ORDINARY = ["uri", "postback", "message", "datetimepicker", "clipboard", "richmenuswitch"];
const QUICK = [...ORDINARY, "camera", "cameraRoll", "location"];
const unknownType = (types: readonly string[]) => `Must be one of the following values: [${types.join(", ")}].`;

/** An action on a button: it must say what it does. */
export const labelled = (max: number) => z.discriminatedUnion("type", actionTypes(text(max)), unknownType(ORDINARY));
/** An action on a picture, a box or a whole bubble: nobody sees its label. */
export const tappable = z.discriminatedUnion("type", actionTypes(text(40).optional()), unknownType(ORDINARY));

const quickLabel = text(20);
const quickAction = z.discriminatedUnion(
  "type",
  [
    ...actionTypes(quickLabel),
    z.object({ type: z.literal("camera"), label: quickLabel }),
    z.object({ type: z.literal("cameraRoll"), label: quickLabel }),
    z.object({ type: z.literal("location"), label: quickLabel }),
  ],
  unknownType(QUICK),
);

/** What every message may carry beside its content. */
export const common = {
  quickReply: z
    .object({
      items: list(
        z.object({
          type: z.literal("action", "Must be action.").default("action"),
          imageUrl: https.optional(),
          action: quickAction,
        }),
        1,
        13,
      ),
    })
    .optional(),
  sender: z.object({ name: text(20).optional(), iconUrl: https.optional() }).optional(),
};
