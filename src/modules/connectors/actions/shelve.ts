/** Rows of a file, put under their keys. */
import { Problem } from "#kernel/errors";
import type { BoundPart } from "../model/layout.ts";
import type { Row } from "../model/expression.ts";
import type { Plan, RowFault } from "../model/plan.ts";
import type { Run } from "../store/shelf.ts";
import type { Line } from "./read.ts";

export interface Shelving {
  readonly runs: Run[];
  readonly faults: RowFault[];
  /** Rows passed, faulty ones too. */
  rows: number;
}

export const newShelving = (): Shelving => ({ runs: [], faults: [], rows: 0 });

const NO_KEY = "The column by which rows are joined or grouped is empty.";

const problemOf = (line: Line, part: BoundPart): string | null => {
  if (line.fault) return line.fault;
  if (!Array.isArray(line.record)) return null;
  const found = line.record.length;
  // Empty fields behind the last column are what spreadsheets leave; anything else has shifted.
  const spare = line.record.slice(part.width).every((cell) => cell === "");
  return found < part.width || !spare ? `This row has ${found} fields where the header has ${part.width}.` : null;
};

/** The keys of a faulty row, where they can still be read: its order must not go in without it. */
const keysOfFaulty = (plan: Plan, part: string, line: Line, bound: BoundPart) => {
  if (line.record === null) return [];
  try {
    const row: Row = { row: line.row, cells: bound.cells(line.record) };
    return plan.keys(part, row).filter(({ key }) => !key.includes("\uFFFD"));
  } catch {
    return [];
  }
};

/** Adds one row. Neighbours with one key become one run. */
export const shelve = (into: Shelving, plan: Plan, part: BoundPart, line: Line): void => {
  into.rows += 1;
  let reason = problemOf(line, part);
  let row: Row = { row: line.row, cells: [] };
  let keys: { shelf: number; key: string }[] = [];
  if (reason === null) {
    try {
      row = { row: line.row, cells: part.cells(line.record ?? []) };
      keys = plan.keys(part.name, row);
      if (keys.length < plan.shelves.filter((shelf) => shelf.part === part.name).length) reason = NO_KEY;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      reason = error.message;
    }
  }
  if (reason !== null) {
    into.faults.push({ part: part.name, row: line.row, reason });
    keys = keysOfFaulty(plan, part.name, line, part);
    row = { row: line.row, cells: [] };
  }
  for (const { shelf, key } of keys) {
    const last = into.runs.findLast((run) => run.shelf === shelf);
    if (last?.key === key) {
      last.rows.push(row);
      last.faulty ||= reason !== null;
    } else into.runs.push({ shelf, key, row: line.row, rows: [row], faulty: reason !== null });
  }
};
