export { type LineMessage, LineMessages, lineFaults, linePath } from "./model/line.ts";
