-- Whether it can be bought now, as the shop last said; null while nobody said.
alter table catalog.product add column available boolean;
alter table catalog.variant add column available boolean;
