-- Uploaded pictures. They lie in the database so that every process has them and one backup holds all.
create table returns.file (
  id uuid primary key,
  sha256 text not null,
  mime text not null,
  bytes integer not null,
  body bytea not null,
  at timestamptz not null
);
-- Pictures are compressed already.
alter table returns.file alter column body set storage external;

create table returns.claim (
  id uuid primary key,
  -- What the customer reads out on the telephone.
  number text not null unique,
  "order" text not null,
  order_number text not null,
  -- Empty where it is not known which parcel.
  parcel text not null,
  kind text not null check (kind in ('not_received', 'damaged', 'missing', 'wrong', 'late')),
  -- The identity that the order names; the profile is found through it.
  subject text not null,
  source text not null check (source in ('page', 'tracking', 'carrier', 'staff', 'api')),
  -- The lane: who carried it, and into which prefecture.
  carrier text not null,
  prefecture text not null,
  lines jsonb not null,
  amount bigint not null,
  currency text not null,
  wish text not null default '',
  state text not null,
  state_at timestamptz not null,
  opened_at timestamptz not null,
  due_at timestamptz,
  asked text[] not null default '{}',
  -- The score is forgotten when it expires.
  policy integer,
  score double precision,
  reasons jsonb,
  facts jsonb,
  features jsonb,
  scored_at timestamptz,
  score_expires_at timestamptz,
  verdict text not null default '',
  why text not null default '',
  decision text not null default '',
  reason text not null default '',
  decided_at timestamptz,
  decided_by text not null default '',
  decided_by_id text not null default '',
  appeal_until timestamptz,
  appeals integer not null default 0,
  outcome text check (outcome in ('honest', 'abuse')),
  -- The carrier admitted it: such a claim never counts against anybody.
  carrier_fault boolean not null default false,
  carrier_due timestamptz,
  carrier_file uuid,
  closed_at timestamptz,
  closed_why text not null default '',
  unique ("order", parcel, kind)
);
create index claim_newest on returns.claim (opened_at desc, id desc);
create index claim_queue on returns.claim (state, due_at, id) where closed_at is null;
create index claim_due on returns.claim (due_at) where due_at is not null;
create index claim_subject on returns.claim (subject, opened_at);
create index claim_expiry on returns.claim (score_expires_at) where score_expires_at is not null;
create index claim_carrier on returns.claim (carrier, carrier_due) where carrier_due is not null and carrier_file is null;

create table returns.claim_evidence (
  id uuid primary key,
  claim uuid not null references returns.claim (id) on delete cascade,
  kind text not null check (kind in ('statement', 'photo', 'delivery_proof')),
  at timestamptz not null,
  -- Who gave it: customer, staff, carrier.
  giver text not null,
  text text not null default '',
  file uuid references returns.file (id),
  sha256 text,
  detail jsonb not null default '{}'
);
create index claim_evidence_claim on returns.claim_evidence (claim, at);
create index claim_evidence_picture on returns.claim_evidence (sha256) where sha256 is not null;

-- What happened, and what was tried and is not allowed ("to" is null, with the reason).
create table returns.claim_step (
  id bigint generated always as identity primary key,
  claim uuid not null references returns.claim (id) on delete cascade,
  at timestamptz not null,
  input text not null,
  "from" text not null,
  "to" text,
  reason text not null default '',
  actor text not null
);
create index claim_step_claim on returns.claim_step (claim, id);

-- What is given, append-only but for its settlement. A key is used once.
create table returns.claim_remedy (
  key text primary key,
  claim uuid not null references returns.claim (id),
  "order" text not null,
  remedy text not null check (remedy in ('reship', 'refund', 'credit')),
  amount bigint not null check (amount >= 0),
  currency text not null,
  at timestamptz not null,
  automatic boolean not null,
  settled_at timestamptz,
  -- The refund's id or the number of the order that was sent again.
  reference text not null default ''
);
create index claim_remedy_order on returns.claim_remedy ("order");
create index claim_remedy_day on returns.claim_remedy (at);

-- Versions of the policy, never changed.
create table returns.claim_policy (
  version integer primary key,
  policy jsonb not null,
  note text not null,
  at timestamptz not null,
  actor text not null
);

-- Keyed hashes of addresses, telephones, devices and means of payment, and who used them. What was hashed is not kept.
create table returns.claim_handle (
  hash text not null,
  kind text not null check (kind in ('address', 'phone', 'device', 'payment')),
  subject text not null,
  at timestamptz not null,
  primary key (hash, subject)
);
create index claim_handle_subject on returns.claim_handle (subject);

-- What was asked back from a carrier, as it was sent.
create table returns.carrier_file (
  id uuid primary key,
  carrier text not null,
  at timestamptz not null,
  actor text not null,
  rows jsonb not null
);
