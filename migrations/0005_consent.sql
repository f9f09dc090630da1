create schema consent;

-- Proof. Append-only: every grant and withdrawal that was ever stated, with where, when and under which wording.
-- channel '*' means every channel, purpose '*' every marketing purpose.
create table consent.record (
  id bigint generated always as identity primary key,
  source text not null,
  message_id text not null,
  subject text not null,
  channel text not null,
  purpose text not null,
  state text not null check (state in ('granted', 'withdrawn')),
  at timestamptz not null,
  place text not null,
  wording text,
  unique (source, message_id, subject, channel, purpose)
);
create index record_subject on consent.record (subject, at desc);

-- The last word per identity, channel and purpose: last write wins by (at, message_id), so order and repeats do not matter.
create table consent.state (
  subject text not null,
  channel text not null,
  purpose text not null,
  state text not null,
  at timestamptz not null,
  message_id text not null,
  primary key (subject, channel, purpose)
);

-- Whether a channel's own platform lets us through to this identity. Blocked is not withdrawn.
create table consent.reach (
  subject text primary key,
  state text not null check (state in ('open', 'blocked')),
  at timestamptz not null,
  message_id text not null
);

-- Addresses never to be written to.
create table consent.suppression (
  address text primary key,
  reason text not null check (reason in ('hard_bounce', 'complaint', 'manual')),
  detail text,
  since timestamptz not null
);
create index suppression_since on consent.suppression (since desc, address);
