-- Every date that was shown to anybody: never changed but for its score. A later one for the same order is a row of its own.
create table delivery.promise (
  id uuid primary key,
  shown_at timestamptz not null,
  -- product, cart, checkout, tracking, notice
  place text not null check (place in ('product', 'cart', 'checkout', 'tracking', 'notice')),
  -- Identity key of who saw it, anonymous too; empty where nobody can be named.
  subject text not null,
  "order" text not null default '',
  carrier text not null,
  prefecture text not null,
  warehouse text not null,
  dispatch date not null,
  earliest date not null,
  point date not null,
  latest date not null,
  by date not null,
  confidence text not null,
  level text not null check (level in ('high', 'medium', 'low')),
  model text not null,
  -- The score, when the parcel's arrival is known. broken_at: it was late before it arrived.
  broken_at timestamptz,
  arrived date,
  outcome text check (outcome in ('kept', 'early', 'late')),
  scored_at timestamptz
);
create index promise_newest on delivery.promise (shown_at desc, id desc);
create index promise_order on delivery.promise ("order") where "order" <> '';
create index promise_subject on delivery.promise (subject) where subject <> '';
create index promise_due on delivery.promise (by) where "order" <> '' and outcome is null and broken_at is null;
create index promise_lane on delivery.promise (carrier, prefecture, shown_at) where outcome is not null;

-- Models as they were fitted, the newest of a kind is served. order: from the order's dispatch day; parcel: from its hand-over.
create table delivery.promise_model (
  id text primary key,
  kind text not null check (kind in ('order', 'parcel')),
  fitted_at timestamptz not null,
  known integer not null,
  open integer not null,
  first date,
  last date,
  mae double precision,
  coverage double precision,
  on_time double precision,
  tested integer not null,
  body jsonb not null
);
create index promise_model_newest on delivery.promise_model (kind, fitted_at desc);

-- The nightly refit: one row, due at a time, taken with skip locked.
create table delivery.promise_refit (
  one boolean primary key default true check (one),
  due_at timestamptz not null,
  started_at timestamptz,
  -- Which models of this night are done, and how far the walk of the one under way is.
  done text[] not null default '{}',
  step integer not null default 0,
  steps integer not null default 0,
  finished_at timestamptz,
  error text not null default ''
);
insert into delivery.promise_refit (due_at) values ('2000-01-01');
