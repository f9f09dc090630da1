-- What was sent in exchange: a line of its order beside those that were bought, standing for one of them (root).
create table returns.replacement (
  return uuid not null references returns.return (id),
  n smallint not null,
  "order" text not null,
  line integer not null,
  root integer not null,
  product text not null,
  variant text not null,
  name text not null,
  category text not null,
  quantity integer not null check (quantity > 0),
  tax_rate integer not null,
  -- Minor units: what was paid for these pieces, and how much of it is beyond the share of the goods they stand for.
  paid bigint not null,
  extra bigint not null,
  -- The shop's order or the parcel that it went out with.
  reference text not null,
  sent_at timestamptz not null,
  primary key (return, n),
  unique ("order", line)
);
create index replacement_reference on returns.replacement (reference) where reference <> '';

-- Exchanges whose new goods go out before the old ones are back: what secures them, and until when.
create table returns.ahead (
  return uuid primary key references returns.return (id),
  subject text not null,
  -- Minor units: what the customer owes if the old goods never come.
  amount bigint not null,
  security text not null check (security in ('hold', 'debt')),
  due_at timestamptz not null,
  charged bigint not null default 0,
  state text not null check (state in ('open', 'unreturned', 'captured', 'waived', 'released')),
  state_at timestamptz not null
);
create index ahead_open on returns.ahead (subject) where state in ('open', 'unreturned');

-- Returned goods that had been sent in exchange: the line that they stand for.
alter table returns.item add column root integer;
