create schema kernel;

-- Settings of this brand: name, zone, sender, quiet hours, budgets. One row per key, owned by the module that reads it.
create table kernel.setting (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null
);

-- Who changed what in the console or through the API.
create table kernel.audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  actor_name text not null,
  action text not null,
  target text not null,
  detail jsonb not null default '{}'
);
create index audit_at on kernel.audit (at desc);
create index audit_target on kernel.audit (target, at desc);
