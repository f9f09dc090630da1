-- Words for the tracking page and the lessons after delivery. Conditions that are empty hold for everybody.
create table delivery.content (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('faq', 'howto', 'care', 'lesson', 'pick')),
  title_ja text not null,
  title_en text not null default '',
  body_ja text not null default '',
  body_en text not null default '',
  -- Where to read or buy more; https only.
  url text not null default '',
  products text[] not null default '{}',
  categories text[] not null default '{}',
  occasions text[] not null default '{}',
  states text[] not null default '{}',
  -- Lessons: days after delivery. The others: shown from this day on.
  after_days integer not null default 0 check (after_days between 0 and 730),
  place integer not null default 0,
  active boolean not null default true,
  updated_at timestamptz not null default now()
);
create index content_active on delivery.content (place, id) where active;

-- Where and when a customer would like to get a parcel. The last wish of a parcel stands; the earlier ones are kept.
create table delivery.choice (
  id uuid primary key,
  parcel uuid not null references delivery.parcel (id) on delete cascade,
  "order" text not null,
  -- redelivery: after a failed attempt. change: before the first.
  kind text not null check (kind in ('redelivery', 'change')),
  day date,
  slot text not null,
  spot text not null,
  state text not null check (state in ('requested', 'arranged', 'refused', 'replaced')),
  at timestamptz not null,
  settled_at timestamptz,
  settled_by text not null default ''
);
create unique index choice_standing on delivery.choice (parcel) where state in ('requested', 'arranged', 'refused');
create index choice_open on delivery.choice (at) where state = 'requested';

-- How a customer felt when it came: one word per parcel, the last one holds.
create table delivery.feeling (
  parcel uuid primary key references delivery.parcel (id) on delete cascade,
  "order" text not null,
  feeling text not null check (feeling in ('good', 'ok', 'bad')),
  at timestamptz not null,
  changes integer not null default 0
);
create index feeling_at on delivery.feeling (at);

create table delivery.problem (
  id uuid primary key,
  "order" text not null,
  parcel uuid references delivery.parcel (id) on delete cascade,
  problem text not null check (problem in ('not_found', 'damaged', 'missing', 'wrong', 'late', 'other')),
  note text not null,
  at timestamptz not null
);
create index problem_order on delivery.problem ("order", at);

-- Every decision on making good what went wrong, also where it is nothing but words. Rows are never changed.
create table delivery.remedy (
  id uuid primary key,
  "order" text not null,
  cause text not null check (cause in ('late', 'lost', 'damaged')),
  parcel uuid,
  subject text not null,
  profile uuid,
  -- message: words only.
  gives text not null check (gives in ('message', 'points', 'coupon', 'shipping')),
  amount bigint not null check (amount >= 0),
  currency text not null,
  reason text not null,
  code text not null default '',
  -- The brand's month that bears it: 2026-11.
  month text not null,
  at timestamptz not null,
  unique ("order", cause)
);
create index remedy_month on delivery.remedy (month, profile);
create index remedy_newest on delivery.remedy (at desc, id desc);

-- Counted tries, by a keyed hash of who or what: no address is kept.
create table delivery.attempt (
  who text not null,
  since timestamptz not null,
  tries integer not null,
  primary key (who, since)
);

insert into delivery.content (kind, place, title_ja, title_en, body_ja, body_en, states) values
  ('faq', 10, '配達完了なのに、荷物が見当たりません', 'It says delivered, but I cannot find it',
   '宅配ボックス、玄関先、メーターボックスの中、ご家族や管理人の方のお預かりをご確認ください。それでも見当たらないときは「お困りのことを伝える」からお知らせください。すぐにお調べします。',
   'Please look in the parcel locker, at the door and in the meter box, and ask your family or the caretaker. If it is not there, tell us with "Something is wrong": we look into it at once.',
   '{delivered}'),
  ('faq', 20, '留守のときに届いたら、どうなりますか', 'What if nobody is at home?',
   '配送会社が持ち帰り、営業所でお預かりします(通常7日間)。このページから再配達のご希望をお伝えいただけます。',
   'The carrier takes it back and keeps it at the depot, usually for seven days. You can ask for another delivery on this page.',
   '{label_created,picked_up,in_transit,at_delivery_depot,out_for_delivery,attempt_failed,held_for_pickup}'),
  ('faq', 30, '配送状況が更新されません', 'The status does not change',
   '配送会社の記録がこのページに届くまで、数時間かかることがあります。丸一日たっても変わらないときは、お手数ですがご連絡ください。',
   'It can take some hours until the carrier''s record reaches this page. If nothing changes for a whole day, please write to us.',
   '{label_created,picked_up,in_transit,at_delivery_depot,out_for_delivery}'),
  ('faq', 40, 'お届け先の住所を変えられますか', 'Can I change the address?',
   '発送前であれば変更できます。発送後は配送会社での転送となり、送料がかかる場合があります。お早めにご連絡ください。',
   'Before it is shipped, yes. After that the carrier forwards it, which may cost extra. Please write to us soon.',
   '{label_created,picked_up,in_transit}'),
  ('faq', 50, '箱がつぶれていました', 'The box was crushed',
   '申し訳ございません。箱と商品はそのまま、「お困りのことを伝える」からお知らせください。中身に問題があれば、交換または返金いたします。',
   'We are sorry. Please keep the box and the goods as they are and tell us with "Something is wrong". We replace or refund what is damaged.',
   '{delivered}');
