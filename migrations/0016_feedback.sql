create schema feedback;

-- Something that a person has to put right for a customer. One open case per order and kind.
create table feedback.case (
  id uuid primary key,
  number bigint generated always as identity,
  kind text not null,
  "order" text not null,
  parcel text not null default '',
  -- The profile is found through the subject.
  subject text not null,
  status text not null check (status in ('open', 'closed')),
  -- Id and name of who takes care of it; empty: nobody yet.
  owner text not null default '',
  owner_name text not null default '',
  opened_at timestamptz not null,
  due_at timestamptz not null,
  closed_at timestamptz,
  outcome text not null default '',
  -- How often it was told.
  reports integer not null default 1
);
create unique index case_open_once on feedback.case ("order", kind) where status = 'open' and "order" <> '';
create index case_due on feedback.case (due_at, id) where status = 'open';
create index case_closed on feedback.case (closed_at desc, id) where status = 'closed';
create index case_owner on feedback.case (owner, due_at) where status = 'open';
create index case_order on feedback.case ("order") where "order" <> '';
create index case_subject on feedback.case (subject);

-- The story of a case: rows are added, never changed.
create table feedback.entry (
  id bigint generated always as identity primary key,
  "case" uuid not null references feedback.case (id) on delete cascade,
  at timestamptz not null,
  kind text not null check (kind in ('reported', 'noted', 'assigned', 'closed', 'reopened')),
  actor text not null,
  text text not null,
  -- What it came from: the same told twice is one entry.
  key text not null unique
);
create index entry_case on feedback.entry ("case", id);
