-- Whose turn the nightly refit is, and until when by the database's clock: one process fits, the others wait. A dead one's turn ends.
alter table delivery.promise_refit add column holder uuid, add column held_until timestamptz;
