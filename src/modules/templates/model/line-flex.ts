/** Flex messages: the boxes LINE lays out. Unknown fields are faults, because LINE refuses them too. */
import { z } from "zod";
import { https, labelled, list, one, tappable, text } from "./line-parts.ts";

const BUBBLE_BYTES = 30 * 1024;
const CAROUSEL_BYTES = 50 * 1024;
const BUBBLES = 12;

const measure = (words: readonly string[], pattern: RegExp, say: string) =>
  z
    .string("Must be a string.")
    .refine(
      (v) => words.includes(v) || pattern.test(v),
      `Must be ${words.length === 0 ? "" : `${words.join(", ")} or `}${say}.`,
    );
const PX = /^\d{1,4}(\.\d+)?px$/;
const PX_OR_SHARE = /^(\d{1,4}(\.\d+)?px|\d{1,3}(\.\d+)?%)$/;
const STEPS = ["none", "xs", "sm", "md", "lg", "xl", "xxl"];
const SIZES = ["xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl", "4xl", "5xl"];
const colour = z
  .string("Must be a string.")
  .regex(/^#([0-9a-f]{6}|[0-9a-f]{8})$/i, "Must be a colour such as #3F6B4F.");
const spacing = measure(STEPS, PX, "pixels such as 8px").optional();
const offset = measure(STEPS, PX_OR_SHARE, "pixels or a percentage").optional();
const extent = measure([], PX_OR_SHARE, "pixels or a percentage").optional();
const ratio = z
  .string("Must be a string.")
  .regex(/^[1-9]\d{0,4}(\.\d+)?:[1-9]\d{0,4}(\.\d+)?$/, "Must be a ratio such as 20:13.")
  .optional();
const flex = z.int("Must be a whole number.").min(0, "Must be 0 or more.").optional();
const yes = z.boolean("Must be true or false.").optional();
const sides = {
  align: one(["start", "end", "center"]).optional(),
  gravity: one(["top", "bottom", "center"]).optional(),
};
const place = {
  margin: spacing,
  position: one(["relative", "absolute"]).optional(),
  offsetTop: offset,
  offsetBottom: offset,
  offsetStart: offset,
  offsetEnd: offset,
};
const letters = {
  size: measure(SIZES, PX, "pixels such as 14px").optional(),
  color: colour.optional(),
  weight: one(["regular", "bold"]).optional(),
  style: one(["normal", "italic"]).optional(),
  decoration: one(["none", "underline", "line-through"]).optional(),
};

const span = z.strictObject({
  type: z.literal("span", "Only spans may stand in a text."),
  text: text(2_000),
  ...letters,
});
const flexText = z
  .strictObject({
    type: z.literal("text"),
    text: text(2_000).optional(),
    contents: list(span, 1, 100).optional(),
    ...letters,
    ...sides,
    ...place,
    flex,
    wrap: yes,
    lineSpacing: measure([], PX, "pixels such as 6px").optional(),
    maxLines: flex,
    action: tappable.optional(),
    adjustMode: one(["shrink-to-fit"]).optional(),
    scaling: yes,
  })
  .refine((v) => v.text !== undefined || v.contents !== undefined, { path: ["text"], message: "May not be empty." });
const button = z.strictObject({
  type: z.literal("button"),
  action: labelled(40),
  flex,
  color: colour.optional(),
  style: one(["primary", "secondary", "link"]).optional(),
  gravity: sides.gravity,
  ...place,
  height: one(["md", "sm"]).optional(),
  adjustMode: one(["shrink-to-fit"]).optional(),
  scaling: yes,
});
const image = z.strictObject({
  type: z.literal("image"),
  url: https,
  flex,
  ...sides,
  ...place,
  size: measure([...SIZES, "full"], PX_OR_SHARE, "pixels or a percentage").optional(),
  aspectRatio: ratio,
  aspectMode: one(["fit", "cover"]).optional(),
  backgroundColor: colour.optional(),
  action: tappable.optional(),
  animated: yes,
});
const icon = z.strictObject({
  type: z.literal("icon"),
  url: https,
  size: measure(SIZES, PX, "pixels").optional(),
  aspectRatio: ratio,
  ...place,
  scaling: yes,
});
const separator = z.strictObject({ type: z.literal("separator"), margin: spacing, color: colour.optional() });
const filler = z.strictObject({ type: z.literal("filler"), flex });

interface Component {
  readonly type: string;
}
const boxFields = {
  flex,
  spacing,
  ...place,
  backgroundColor: colour.optional(),
  borderColor: colour.optional(),
  borderWidth: measure(["none", "light", "normal", "medium", "semi-bold", "bold"], PX, "pixels").optional(),
  cornerRadius: spacing,
  width: extent,
  maxWidth: extent,
  height: extent,
  maxHeight: extent,
  paddingAll: offset,
  paddingTop: offset,
  paddingBottom: offset,
  paddingStart: offset,
  paddingEnd: offset,
  action: tappable.optional(),
  justifyContent: one(["center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"]).optional(),
  alignItems: one(["center", "flex-start", "flex-end"]).optional(),
  background: z
    .strictObject({
      type: z.literal("linearGradient", "Must be linearGradient."),
      angle: z.string().regex(/^\d{1,3}(\.\d+)?deg$/, "Must be an angle such as 45deg."),
      startColor: colour,
      endColor: colour,
      centerColor: colour.optional(),
      centerPosition: z
        .string()
        .regex(/^\d{1,3}(\.\d+)?%$/, "Must be a percentage.")
        .optional(),
    })
    .optional(),
};
const parts = "box, button, image, text, separator, icon, filler, span, video";
const unknownPart = `Must be one of the following values: [${parts.replace(", span, video", "")}].`;
const component: z.ZodType<Component> = z.lazy(() =>
  z.discriminatedUnion("type", [box, flexText, button, image, icon, separator, filler], unknownPart),
);
const BASELINE = ["text", "icon", "filler"];
const box = z
  .strictObject({
    type: z.literal("box"),
    layout: one(["horizontal", "vertical", "baseline"]),
    contents: z.array(component, "Must be an array.").max(100, "At most 100 components may stand in a box."),
    ...boxFields,
  })
  .superRefine((value, check) => {
    value.contents.forEach((child, index) => {
      const wrong =
        value.layout === "baseline" && !BASELINE.includes(child.type)
          ? `A baseline box may hold only ${BASELINE.join(", ")}.`
          : value.layout !== "baseline" && child.type === "icon"
            ? "An icon may stand only in a baseline box."
            : null;
      if (wrong) check.addIssue({ code: "custom", path: ["contents", index, "type"], message: wrong });
    });
  });
const video = z.strictObject({
  type: z.literal("video"),
  url: https,
  previewUrl: https,
  altContent: z.union([box, image], "Must be a box or an image."),
  aspectRatio: ratio,
  action: tappable.optional(),
});
const block = z
  .strictObject({ backgroundColor: colour.optional(), separator: yes, separatorColor: colour.optional() })
  .optional();

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length;
const bubbleShape = z.strictObject({
  type: z.literal("bubble"),
  size: one(["nano", "micro", "deca", "hecto", "kilo", "mega", "giga"]).optional(),
  direction: one(["ltr", "rtl"]).optional(),
  header: box.optional(),
  hero: z
    .discriminatedUnion("type", [box, image, video], "Must be one of the following values: [box, image, video].")
    .optional(),
  body: box.optional(),
  footer: box.optional(),
  styles: z.strictObject({ header: block, hero: block, body: block, footer: block }).optional(),
  action: tappable.optional(),
});
const bubble = bubbleShape.superRefine((value, check) => {
  if (bytes(value) > BUBBLE_BYTES)
    check.addIssue({
      code: "custom",
      message: `A bubble may be at most 30 KB of JSON; this is ${bytes(value)} bytes.`,
    });
  if (value.hero?.type === "video" && !["kilo", "mega", "giga"].includes(value.size ?? "mega"))
    check.addIssue({ code: "custom", path: ["size"], message: "A film needs a bubble of size kilo, mega or giga." });
  if (!value.header && !value.hero && !value.body && !value.footer)
    check.addIssue({ code: "custom", message: "A bubble needs a header, hero, body or footer." });
});
const carousel = z
  .strictObject({ type: z.literal("carousel"), contents: list(bubble, 1, BUBBLES) })
  .superRefine((value, check) => {
    if (bytes(value) > CAROUSEL_BYTES)
      check.addIssue({
        code: "custom",
        message: `A carousel may be at most 50 KB of JSON; this is ${bytes(value)} bytes.`,
      });
    const sizes = new Set(value.contents.map((each) => each.size ?? "mega"));
    if (sizes.size > 1)
      check.addIssue({
        code: "custom",
        path: ["contents"],
        message: "All bubbles of a carousel must have the same size.",
      });
    value.contents.forEach((each, index) => {
      if (each.hero?.type === "video")
        check.addIssue({
          code: "custom",
          path: ["contents", index, "hero"],
          message: "A film may not stand in a carousel.",
        });
    });
  });

/** What a Flex message holds. */
export const flexContents = z.discriminatedUnion(
  "type",
  [bubble, carousel],
  "Must be one of the following values: [bubble, carousel].",
);
