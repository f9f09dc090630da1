create schema connectors;

-- Saved column mappings. The built-in ones live in code.
create table connectors.mapping (
  id text primary key,
  name text not null,
  definition jsonb not null,
  updated_at timestamptz not null
);

-- Files on disk under the data folder (or, for the command line, where they lie). They hold personal data and are
-- removed 14 days after their last import ended.
create table connectors.file (
  id uuid primary key,
  name text not null,
  path text not null,
  -- False where the file belongs to somebody else (command line): it is read, never removed.
  owned boolean not null,
  bytes bigint not null,
  uploaded_at timestamptz not null,
  uploaded_by text not null,
  removed_at timestamptz
);

-- One run of a mapping over its files. The checkpoint (part, byte, row while reading; key while sending) moves in the
-- same transaction as the rows or events that it speaks of.
create table connectors.import (
  id uuid primary key,
  mapping text not null,
  definition jsonb not null,
  files jsonb not null,
  dry_run boolean not null,
  state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  reason text,
  checkpoint jsonb not null,
  counts jsonb not null,
  sample jsonb not null default '[]',
  -- Milliseconds of work, and whether it waits for the log's readers.
  busy_ms bigint not null default 0,
  waiting boolean not null default false,
  lease_holder text,
  lease_until timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  finished_at timestamptz
);
create index import_created on connectors.import (created_at desc, id);
create index import_open on connectors.import (created_at) where state in ('queued', 'running');

-- Rows set aside by their key until all of a file is read, so that rows of one order may stand anywhere in it. Neighbours
-- with one key share a row here. Unlogged: losing them in a crash only means reading the file again.
create unlogged table connectors.shelf (
  import uuid not null,
  shelf smallint not null,
  key text collate "C" not null,
  row bigint not null,
  rows integer not null,
  data text not null,
  faulty boolean not null,
  primary key (import, shelf, key, row)
);

-- Rows that could not be taken, by their place in the file. The rows themselves are read from the file when asked for.
create table connectors.fault (
  import uuid not null references connectors.import (id) on delete cascade,
  part text not null,
  row bigint not null,
  reason text not null,
  primary key (import, part, row)
);
