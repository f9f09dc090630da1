create schema catalog;

-- One thing to buy. Each field keeps where it came from in `stamps`, so that a late event never overwrites a newer one.
create table catalog.product (
  id text primary key,
  name text not null default '',
  category text not null default '',
  brand text not null default '',
  price bigint,
  currency text,
  image_url text not null default '',
  url text not null default '',
  stamps jsonb not null,
  first_at timestamptz not null,
  last_at timestamptz not null
) with (fillfactor = 50); -- stamps change with every event: room on the page spares the indexes
create index product_name on catalog.product (name, id);
create index product_category on catalog.product (category, id);

create table catalog.variant (
  id text primary key,
  product text not null,
  name text not null default '',
  price bigint,
  currency text,
  image_url text not null default '',
  stamps jsonb not null,
  first_at timestamptz not null,
  last_at timestamptz not null
);
create index variant_product on catalog.variant (product, id);
