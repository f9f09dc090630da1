create schema events;

-- The log. Append-only. Read in the order (xid, position) and only below the oldest running transaction.
create table events.event (
  position bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  source text not null,
  message_id text not null,
  type text not null,
  name text not null,
  subject text not null,
  identities text[] not null,
  at timestamptz not null,
  received_at timestamptz not null,
  clamped boolean not null default false,
  properties jsonb not null,
  context jsonb not null
);
create unique index event_message on events.event (source, message_id);
create index event_order on events.event (xid, position);
create index event_subject on events.event (subject, at);
create index event_name on events.event (name, at);
-- The last hours for the overview, whatever was imported since: a few kB where a btree would cost every insert.
create index event_at on events.event using brin (at) with (pages_per_range = 32, autosummarize = on);

-- How far each reaction has read. Moved in the same transaction as what the reaction derives.
create table events.cursor (
  reaction text primary key,
  xid xid8 not null default '0',
  position bigint not null default 0,
  updated_at timestamptz not null
);

-- Events that a reaction could not take even alone: skipped, kept, shown, retried by hand.
create table events.stuck (
  reaction text not null,
  position bigint not null,
  reason text not null,
  at timestamptz not null,
  retry boolean not null default false,
  primary key (reaction, position)
);

-- What came in and could not be read, with the reason.
create table events.quarantine (
  id uuid primary key,
  source text not null,
  received_at timestamptz not null,
  message_id text,
  reason text not null,
  faults jsonb not null,
  body jsonb,
  raw text,
  status text not null default 'held' check (status in ('held', 'replayed', 'discarded')),
  resolved_at timestamptz,
  resolved_by text
);
create index quarantine_held on events.quarantine (received_at desc) where status = 'held';

-- Who may send. Only the hash of a key is kept; its label is the source of its events.
-- Two keys under one label are one source: that is how a key is replaced without losing or doubling anything.
create table events.write_key (
  id uuid primary key,
  label text not null,
  hash text not null unique,
  hint text not null,
  created_at timestamptz not null,
  created_by text not null,
  revoked_at timestamptz
);
