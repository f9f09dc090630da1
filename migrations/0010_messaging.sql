create schema messaging;

-- The send ledger: one row per request to write to somebody, whatever became of it.
create table messaging.send (
  id uuid primary key,
  key text not null unique,
  -- The identity that the request named; the profile is found through it. `profile` is who that was when it was asked.
  subject text not null,
  profile uuid,
  template text not null,
  class text not null check (class in ('transactional', 'marketing')),
  purpose text not null,
  decision text not null,
  reason text not null,
  channels text[] not null,
  data jsonb not null default '{}',
  test boolean not null default false,
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  state text not null check (state in
    ('deferred', 'refused', 'expired', 'claimed', 'handed_off', 'accepted', 'delivered', 'failed', 'unknown')),
  state_at timestamptz not null,
  why text not null,
  verdicts smallint not null default 1,
  channel text,
  address text,
  -- When it took its place in the contact budget; null where it holds none.
  counted_at timestamptz,
  -- When a worker takes it up: a deferred row is decided again, a claimed or returned one handed off.
  due_at timestamptz,
  -- By the database's clock, not by the product's: it measures the life of a process. Set only while a hand-off is under way.
  leased_until timestamptz,
  -- First hand-off of this round. A round ends when the provider surely has nothing; the next one gets a new key.
  handed_off_at timestamptz,
  round smallint not null default 0,
  retry_key uuid,
  attempts integer not null default 0,
  -- An attempt of this round ended without an answer.
  unsure boolean not null default false,
  provider_id text
);
create index send_decide on messaging.send (due_at) where state = 'deferred';
create index send_due on messaging.send (channel, due_at) where state in ('claimed', 'handed_off');
create index send_subject on messaging.send (subject, counted_at);
create index send_newest on messaging.send (requested_at desc, id desc);
create index send_state on messaging.send (state, requested_at desc, id desc);
create index send_decision on messaging.send (decision);

-- Every decision of the arbiter, with all that it looked at.
create table messaging.verdict (
  send uuid not null references messaging.send (id) on delete cascade,
  n smallint not null,
  at timestamptz not null,
  verdict text not null check (verdict in ('claimed', 'deferred', 'refused')),
  why text not null,
  channel text,
  until timestamptz,
  notes jsonb not null,
  primary key (send, n)
);

-- What happened to a send, and what was tried and is not allowed ("to" is null).
create table messaging.transition (
  id bigint generated always as identity primary key,
  send uuid not null references messaging.send (id) on delete cascade,
  at timestamptz not null,
  "from" text not null,
  input text not null,
  "to" text,
  reason text,
  actor text not null
);
create index transition_send on messaging.transition (send, id);

-- What was handed to the provider, word for word: a retry must repeat it, and staff want to see it.
create table messaging.body (
  send uuid primary key references messaging.send (id) on delete cascade,
  at timestamptz not null,
  body jsonb not null
);

-- Opened links. Scanners open them too: automated is null until it is judged.
create table messaging.click (
  id bigint generated always as identity primary key,
  send uuid not null,
  url text not null,
  at timestamptz not null,
  automated boolean,
  why text,
  judge_at timestamptz,
  signals jsonb not null
);
create index click_send on messaging.click (send, at);
create index click_judge on messaging.click (judge_at) where automated is null;

-- Channels that were stopped, by hand or by the provider, and what their quota says.
create table messaging.channel (
  channel text primary key,
  stopped_at timestamptz,
  stopped_why text check (stopped_why in ('quota', 'manual', 'refused')),
  stopped_until timestamptz,
  -- The provider asked us to slow down: nothing is handed off before.
  backoff_until timestamptz,
  quota integer,
  used integer,
  checked_at timestamptz
);
