-- A promise that was revised belongs to the parcel that it was revised for; null: to the whole order.
alter table delivery.promise add column parcel uuid;
create index promise_parcel on delivery.promise (parcel) where parcel is not null;

-- Until when a parcel is waited for that was promised a day of its own.
create table delivery.parcel_due (
  parcel uuid primary key,
  by timestamptz not null,
  at timestamptz not null
);
