create schema orders;

-- Which events speak of an order: an order is folded from all of them, so their order and repetition do not matter.
create table orders.evidence (
  "order" text not null,
  message_id text not null,
  source text not null,
  position bigint not null,
  primary key ("order", message_id, source)
);

create table orders.order (
  id text primary key,
  subject text not null,
  kind text not null check (kind in ('sale', 'return')),
  status text not null,
  -- When it was placed; null while only later news of it has come.
  at timestamptz,
  updated_at timestamptz not null,
  currency text not null,
  total bigint not null,
  refunded bigint not null,
  -- What the brand keeps: total less refunds, 0 when cancelled, negative for a return.
  net bigint not null,
  subtotal bigint,
  shipping bigint,
  tax bigint,
  discount bigint,
  items double precision not null,
  lines integer not null,
  number text not null,
  coupon text not null,
  channel text not null,
  return_of text,
  cancelled_at timestamptz,
  shipped_at timestamptz,
  delivered_at timestamptz,
  refunded_at timestamptz,
  decision text,
  -- How it was paid, and where it goes: see OrderTerms.
  terms jsonb not null default '{}'
);
create index order_subject on orders.order (subject, at);
create index order_at on orders.order (at desc, id desc) where at is not null;

create table orders.line (
  "order" text not null,
  line integer not null,
  product text not null,
  variant text not null,
  name text not null,
  quantity double precision not null,
  price bigint not null,
  discount bigint not null,
  -- Basis points: 1000 is ten per cent. Null where nobody said.
  tax_rate integer,
  total bigint not null,
  category text not null,
  returned double precision not null default 0,
  primary key ("order", line)
);
create index line_product on orders.line (product);

create table orders.refund (
  "order" text not null,
  refund text not null,
  at timestamptz not null,
  amount bigint not null,
  reason text not null,
  lines jsonb not null,
  primary key ("order", refund)
);
