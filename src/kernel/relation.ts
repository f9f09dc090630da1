import type { RawBuilder } from "kysely";

/**
 * Rows that a module publishes for others to read in sets: an SQL fragment to stand behind `from` or `join`, with
 * columns that are part of the module's door. The owner may change what lies behind; nobody else names its tables.
 */
export type Relation<Row> = RawBuilder<Row>;
