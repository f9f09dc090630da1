/** What others may know of templates: their shape, the data they read, LINE's limits. Runs in the browser too. */
export { type LineMessage, LineMessages, lineFaults, linePath } from "./model/line.ts";
export { colour, isPart, LETTERS, measure, type Part, partsOf, wordsOf } from "./model/line-look.ts";
export { type Doubt, serviceFindings } from "./model/service.ts";
export {
  Body,
  type BodyFault,
  Channel,
  Draft,
  Key,
  Language,
  laidOver,
  type Rendered,
  SAMPLE,
  TemplateClass,
} from "./model/shape.ts";
