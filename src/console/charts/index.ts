/** The chart parts that are used so far. Each stands in a <Plot> whose sentence says what it shows. */
export { BarChart } from "./bars.tsx";
export { type Interval, IntervalChart } from "./intervals.tsx";
