create schema profiles;

-- One handle of a person. Never rewritten: `profile` is only the answer of the edges, kept beside it for joins.
create table profiles.identity (
  key text primary key,
  kind text not null,
  -- In which order identities were first met. The first of a profile gives the profile its id.
  seq bigint generated always as identity,
  -- The id of the profile that this identity founded. Kept for ever, so that a merged-away id still resolves.
  born uuid not null unique,
  profile uuid not null,
  -- Everything that edges ever connected, refused ones too: the most that one new edge can make us look at.
  cluster uuid not null,
  first_at timestamptz not null,
  source text not null,
  -- Why this value joins nobody: on too many people, or a placeholder.
  shared text
);
create index identity_profile on profiles.identity (profile, seq);
create index identity_cluster on profiles.identity (cluster);

-- Two identities that one event named, with the earliest such event as evidence. a < b.
create table profiles.edge (
  a text not null,
  b text not null,
  rule text not null,
  at timestamptz not null,
  message_id text not null,
  position bigint not null,
  source text not null,
  -- Why this edge joins nothing; null where it does.
  refused text,
  -- Taken back by a person. The evidence stays.
  retracted_at timestamptz,
  retracted_by text,
  primary key (a, b)
);
create index edge_b on profiles.edge (b);

create table profiles.profile (
  id uuid primary key,
  created_at timestamptz not null
);
create index profile_created on profiles.profile (created_at desc, id desc);

-- The last word on each trait per identity; a profile's traits are the last words of its identities.
create table profiles.trait (
  key text not null,
  name text not null,
  value jsonb not null,
  at timestamptz not null,
  message_id text not null,
  source text not null,
  primary key (key, name)
);
create index trait_name on profiles.trait (name, key);

-- What a person is found by. Former names and numbers stay: people ask for them.
create table profiles.search_entry (
  key text not null,
  kind text not null,
  term text collate "C" not null,
  shown text not null,
  primary key (key, kind, term)
);
create index search_term on profiles.search_entry (kind, term, key);
