/** Puts events into a test's log as the intake would store them, without HTTP. */
import type { TestDatabase } from "./database.ts";

export interface Poured {
  readonly identities: readonly string[];
  readonly name?: string;
  readonly type?: string;
  readonly at?: Date | string;
  readonly messageId?: string;
  readonly source?: string;
  readonly properties?: object;
  readonly context?: object;
}
let made = 0;

export const pour = async (database: TestDatabase, events: readonly Poured[]): Promise<void> => {
  const rows = events.map((event) => ({
    source: event.source ?? "web",
    message_id: event.messageId ?? `poured-${++made}`,
    type: event.type ?? "track",
    name: event.name ?? (event.type && event.type !== "track" ? event.type : "Product Viewed"),
    subject: event.identities[0] ?? "",
    identities: event.identities,
    at: event.at ?? "2026-11-01T00:00:00Z",
    received_at: event.at ?? "2026-11-01T00:00:00Z",
    properties: event.properties ?? {},
    context: event.context ?? {},
  }));
  await database.pool.query(
    `insert into events.event (source, message_id, type, name, subject, identities, at, received_at, properties, context)
     select source, message_id, type, name, subject, array(select jsonb_array_elements_text(identities)), at, received_at,
       properties, context
     from jsonb_to_recordset($1::jsonb) as r (source text, message_id text, type text, name text, subject text,
       identities jsonb, at timestamptz, received_at timestamptz, properties jsonb, context jsonb)
     on conflict do nothing`,
    [JSON.stringify(rows)],
  );
};
