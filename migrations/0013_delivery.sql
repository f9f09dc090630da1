create schema delivery;

-- What leaves one place for one order at one time; it may be several parcels.
create table delivery.shipment (
  -- The sender's own name for it (`shopify:255858046`), or one of ours.
  id text primary key,
  "order" text not null,
  -- Warehouse or store that it leaves from; empty where nobody said.
  origin text not null,
  source text not null,
  created_at timestamptz not null
);
create index shipment_order on delivery.shipment ("order") where "order" <> '';

create table delivery.parcel (
  id uuid primary key,
  shipment text not null references delivery.shipment (id) on delete cascade,
  -- The order as the sender named it until we know it, then its id. The profile is found through the subject.
  "order" text not null,
  subject text not null,
  -- The order is one that we know; until then nothing is told to anybody.
  linked boolean not null default false,
  carrier text not null,
  service text not null,
  -- Digits and letters only; empty while unknown. Carriers use a number again after some time: `turn` counts.
  number text not null,
  turn smallint not null default 0,
  -- What looks wrong with the number (check_digit, length, letters); never a reason to refuse it.
  number_doubt text not null default '',
  method text not null check (method in ('carrier', 'pickup', 'store_delivery')),
  -- Store that hands it over, for pickup and store delivery.
  place text not null default '',
  country text not null default '',
  prefecture text not null default '',
  postal_code text not null default '',
  created_at timestamptz not null,
  -- From here to `scans`: derived from the scans by model/state.ts.
  state text not null,
  reason text not null default '',
  state_at timestamptz not null,
  shipped_at timestamptz,
  delivered_at timestamptz,
  last_scan_at timestamptz,
  hold_until timestamptz,
  carrier_by timestamptz,
  -- Scans after delivery that take it back, and words that no map knows.
  contradicted boolean not null default false,
  unknown integer not null default 0,
  scans integer not null default 0,
  -- End of the last day that the customer was promised.
  promised_by timestamptz,
  -- What was told last, so that nothing is told twice and nothing after delivery.
  told text[] not null default '{}',
  told_at timestamptz,
  silent_since timestamptz,
  late_since timestamptz,
  hold_warned_at timestamptz,
  -- When the watch looks at it next; null when nothing is to be watched.
  look_at timestamptz,
  -- What staff did.
  assignee text not null default '',
  contacted_at timestamptz,
  investigated_at timestamptz,
  note text not null default ''
);
create unique index parcel_number on delivery.parcel (number, carrier, turn) where number <> '';
create index parcel_shipment on delivery.parcel (shipment);
create index parcel_order on delivery.parcel ("order") where "order" <> '';
create index parcel_subject on delivery.parcel (subject) where subject <> '';
create index parcel_unlinked on delivery.parcel ("order") where not linked;
create index parcel_newest on delivery.parcel (created_at desc, id desc);
create index parcel_look on delivery.parcel (look_at) where look_at is not null;
-- What may need somebody: the queues read nothing else.
create index parcel_care on delivery.parcel (id)
  where state in ('investigating', 'lost', 'damaged', 'returning', 'delayed', 'expired', 'attempt_failed', 'held_for_pickup')
    or contradicted or unknown > 0 or silent_since is not null or late_since is not null or not linked;

-- What is in it. A parcel without rows holds what no other parcel of its order names.
create table delivery.item (
  parcel uuid not null references delivery.parcel (id) on delete cascade,
  n integer not null,
  line text not null,
  product text not null,
  variant text not null,
  name text not null,
  quantity double precision not null,
  primary key (parcel, n)
);
create index item_product on delivery.item (product);

-- What carriers said, word for word. Rows are added, never changed; only how a map reads them may change.
create table delivery.scan (
  id bigint generated always as identity primary key,
  parcel uuid not null references delivery.parcel (id) on delete cascade,
  -- The same scan told again has the same key.
  key text not null,
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  source text not null,
  -- Whose word was read, and the word without spelling that means nothing.
  vocabulary text not null,
  word text not null default '',
  code text not null,
  text text not null,
  place text not null,
  detail jsonb not null default '{}',
  -- The reading: state and sub-reason by this version of this map (`yamato@1`).
  state text not null,
  reason text not null,
  map text not null,
  unique (parcel, key)
);
create index scan_word on delivery.scan (vocabulary, word);
create index scan_unknown on delivery.scan (vocabulary, word) where state = 'unknown';

create function delivery.keep_scan() returns trigger language plpgsql as $$
begin
  if (old.parcel, old.key, old.occurred_at, old.received_at, old.source, old.vocabulary, old.word, old.code, old.text, old.place, old.detail)
    is distinct from
    (new.parcel, new.key, new.occurred_at, new.received_at, new.source, new.vocabulary, new.word, new.code, new.text, new.place, new.detail)
  then raise exception 'A scan is never changed, only read again.';
  end if;
  return new;
end $$;
create trigger scan_kept before update on delivery.scan for each row execute function delivery.keep_scan();

-- The last day that the buyer of an order was promised, until its end; parcels of that order take it over.
create table delivery.due (
  "order" text primary key,
  by timestamptz not null,
  at timestamptz not null
);

-- The brand's own readings of words; the newest version of a word holds.
create table delivery.word (
  vocabulary text not null,
  word text not null,
  version integer not null,
  state text not null,
  reason text not null,
  at timestamptz not null,
  actor text not null,
  primary key (vocabulary, word, version)
);

-- Carriers' files and customers name an order by the number that the customer knows.
create index order_number on orders.order (number);
