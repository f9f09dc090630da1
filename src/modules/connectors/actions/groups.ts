/** Groups of rows → events with ids, and faults. The same for the run, the dry run and the preview. */
import { createHash } from "node:crypto";
import { MOST_ROWS_PER_KEY } from "#connectors/model";
import type { Row } from "../model/expression.ts";
import type { BoundStep, Fetched, Made, RowFault } from "../model/plan.ts";
import type { Key } from "../store/shelf.ts";

/** Asks for the rows under these keys of a shelf. */
export type Fetch = (shelf: number, keys: readonly string[]) => Promise<ReadonlyMap<string, readonly Row[]>>;

/** The same content under the same mapping gets the same id, so a second run brings duplicates only. */
export const withId = (mapping: string, event: Made, otherwise: string): Made => {
  if (typeof event["messageId"] === "string") return event["timestamp"] ? event : { ...event, timestamp: otherwise };
  const hash = createHash("sha256")
    .update(`${mapping}\0${JSON.stringify(event)}`)
    .digest("base64url");
  return { timestamp: otherwise, ...event, messageId: `import-${hash.slice(0, 32)}` };
};

const joined = async (step: BoundStep, groups: readonly (readonly Row[])[], fetch: Fetch): Promise<Fetched> => {
  const fetched: Fetched = new Map();
  for (const join of step.joins) {
    const from = join.from === step.root ? groups.flat() : [...(fetched.get(join.from)?.values() ?? [])].flat();
    const keys = [...new Set(from.map((row) => join.on(row)))].filter((key) => key !== "");
    fetched.set(join.part, new Map(await fetch(join.shelf, keys)));
  }
  return fetched;
};

/** Every row of a group that cannot go in: the faulty one with its reason, the others with where to look. */
const refused = (step: BoundStep, rows: readonly Row[], faults: readonly RowFault[]): RowFault[] => {
  const first = faults[0];
  const where = first ? `row ${first.row}${first.part === step.root ? "" : ` of ${first.part}`}` : "another row";
  const own = new Set(faults.filter((fault) => fault.part === step.root).map((fault) => fault.row));
  return [
    ...faults,
    ...rows
      .filter((row) => !own.has(row.row))
      .map((row) => ({
        part: step.root,
        row: row.row,
        reason: `Left out with ${where}, which belongs to the same record.`,
      })),
  ];
};

export interface Batch {
  readonly events: Made[];
  readonly faults: RowFault[];
}

/** Makes the events of one batch of groups. A group with a fault anywhere goes in not at all; one too large is left out. */
export const makeGroups = async (step: BoundStep, keys: readonly Key[], fetch: Fetch): Promise<Batch> => {
  const usable = keys.filter((key) => key.rows <= MOST_ROWS_PER_KEY);
  const found = await fetch(
    step.shelf,
    usable.map((key) => key.key),
  );
  const sound = usable.flatMap((key) => (key.faulty ? [] : [found.get(key.key) ?? []]));
  const fetched = await joined(step, sound, fetch);
  const batch: Batch = { events: [], faults: [] };
  for (const key of usable) {
    const rows = found.get(key.key) ?? [];
    if (key.faulty) {
      // The faulty row itself was noted when it was read.
      const bad = rows.find((row) => row.cells.length === 0);
      const fault = { part: step.root, row: bad?.row ?? 0, reason: "" };
      batch.faults.push(
        ...refused(
          step,
          rows.filter((row) => row.cells.length > 0),
          [fault],
        ).slice(1),
      );
    } else {
      const made = step.make(rows, fetched);
      batch.events.push(...made.events);
      if (made.faults.length > 0) batch.faults.push(...refused(step, rows, made.faults));
    }
  }
  return batch;
};
