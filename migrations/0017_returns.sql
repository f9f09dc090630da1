create schema returns;

-- Policies never change once published; an order keeps the one that was valid when it was placed.
create table returns.policy (
  id uuid primary key,
  -- Null while it is a draft.
  version integer unique,
  name text not null,
  definition jsonb not null,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  -- Orders placed from then on are under it.
  valid_from timestamptz,
  published_by text
);
create index policy_valid on returns.policy (valid_from) where version is not null;

-- Version 0 is the law: no policy had been shown.
create table returns.bound (
  "order" text primary key,
  version integer not null,
  placed_at timestamptz not null
);

create table returns.return (
  id uuid primary key,
  -- What the customer writes on the parcel.
  number text not null unique,
  "order" text not null,
  order_number text not null,
  subject text not null,
  policy integer not null,
  channel text not null check (channel in ('portal', 'staff', 'store', 'api')),
  language text not null,
  gift boolean not null default false,
  currency text not null,
  created_at timestamptz not null,
  approval text not null,
  logistics text not null,
  money text not null,
  approval_at timestamptz not null,
  logistics_at timestamptz not null,
  money_at timestamptz not null,
  -- What has to happen next, by when, and who: see model/deadline.ts.
  awaits text not null,
  due_at timestamptz,
  resolution text not null,
  method text not null,
  payout text not null,
  -- Minor units: what the customer gets back, and the money of it.
  value bigint not null,
  refund bigint not null,
  -- The whole reckoning that the customer confirmed, and the one after inspection.
  quote jsonb not null,
  final jsonb,
  store text,
  carrier text,
  tracking text,
  note text not null default '',
  instant boolean not null default false,
  closed_at timestamptz
);
create index return_order on returns.return ("order");
create index return_subject on returns.return (subject, created_at desc);
create index return_queue on returns.return (awaits, due_at, id) where closed_at is null;
create index return_newest on returns.return (created_at desc, id desc);

create table returns.item (
  return uuid not null references returns.return (id) on delete cascade,
  n smallint not null,
  line integer not null,
  product text not null,
  variant text not null,
  name text not null,
  category text not null,
  quantity integer not null check (quantity > 0),
  reason text not null,
  fault text not null check (fault in ('buyer', 'shop')),
  comment text not null default '',
  condition text not null default 'unused',
  rule text not null,
  resolution text not null,
  exchange jsonb,
  tax_rate integer not null,
  -- Minor units, tax included: what was paid for these pieces.
  amount bigint not null,
  -- After inspection: pieces that are taken back, in which state, and what becomes of them.
  accepted integer,
  grade text,
  disposition text,
  finding text not null default '',
  primary key (return, n)
);
create index item_product on returns.item (product, reason);

-- Pictures that a customer sent of what comes back; `file` is in returns.file.
create table returns.photo (
  file uuid primary key,
  "order" text not null,
  return uuid references returns.return (id) on delete cascade,
  line integer not null,
  at timestamptz not null
);
create index photo_return on returns.photo (return);
create index photo_order on returns.photo ("order", at);

-- What happened to a return, and what was tried and is not allowed ("to" is null).
create table returns.transition (
  id bigint generated always as identity primary key,
  return uuid not null references returns.return (id) on delete cascade,
  at timestamptz not null,
  machine text not null check (machine in ('approval', 'logistics', 'money')),
  "from" text not null,
  input text not null,
  "to" text,
  reason text,
  actor text not null
);
create index transition_return on returns.transition (return, id);

-- What was given back, append-only. A key is used once.
create table returns.payment (
  id bigint generated always as identity primary key,
  return uuid not null references returns.return (id),
  "order" text not null,
  key text not null unique,
  at timestamptz not null,
  kind text not null check (kind in ('refund', 'credit', 'bonus', 'points', 'exchange')),
  method text not null,
  amount bigint not null,
  currency text not null,
  reference text not null default '',
  -- Basis points of tax → minor units of this payment's goods and services at that rate.
  rates jsonb not null,
  actor text not null
);
create index payment_order on returns.payment ("order");
create index payment_return on returns.payment (return);

-- Store credit: what was paid for it (base) apart from what was given on top (bonus).
create table returns.credit (
  code text primary key,
  return uuid not null references returns.return (id),
  subject text not null,
  base bigint not null,
  bonus bigint not null,
  currency text not null,
  issued_at timestamptz not null,
  expires_at timestamptz
);
create index credit_subject on returns.credit (subject);

-- Where to pay back what came in cash. Erased when it was paid.
create table returns.payout (
  return uuid primary key references returns.return (id) on delete cascade,
  details jsonb,
  given_at timestamptz not null,
  erased_at timestamptz
);

-- The tax note (適格返還請求書), frozen when it is issued.
create table returns.note (
  return uuid primary key references returns.return (id),
  number integer generated always as identity unique,
  issued_at timestamptz not null,
  document jsonb not null
);

-- Confirmations and money actions: each key does its work once; a repeat gets what the first gave.
create table returns.once (
  key text primary key,
  at timestamptz not null,
  action text not null,
  result jsonb not null
);

-- Wishes before the shipment: cancel, or send it elsewhere.
create table returns.change (
  id uuid primary key,
  "order" text not null,
  order_number text not null,
  subject text not null,
  kind text not null check (kind in ('cancel', 'address')),
  state text not null check (state in ('requested', 'done', 'refused')),
  at timestamptz not null,
  state_at timestamptz not null,
  -- Lines to cancel, the reckoning, or the new address. An address is erased when the wish is settled.
  detail jsonb not null,
  reason text not null default '',
  actor text not null default ''
);
create index change_order on returns.change ("order");
create index change_open on returns.change (at) where state = 'requested';

create table returns.simulation (
  id uuid primary key,
  name text not null,
  definition jsonb not null,
  "from" timestamptz not null,
  until timestamptz not null,
  created_at timestamptz not null,
  created_by text not null,
  state text not null check (state in ('running', 'done', 'stopped', 'failed')),
  done integer not null default 0,
  total integer not null,
  -- The last order that was looked at.
  cursor text not null default '',
  result jsonb not null,
  leased_until timestamptz
);
create index simulation_running on returns.simulation (created_at) where state = 'running';
