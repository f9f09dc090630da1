create schema journeys;

-- A journey. `draft` is what is being edited and not yet live; null when nothing differs from the live version.
create table journeys.journey (
  id uuid primary key,
  name text not null,
  status text not null default 'draft' check (status in ('draft', 'live', 'paused', 'archived')),
  draft jsonb,
  live_version int,
  -- Events before this start no run: when the journey was last activated or resumed.
  live_since timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- Definitions as they were activated or tried. Never changed: a run keeps the version that it started with.
create table journeys.version (
  journey uuid not null references journeys.journey on delete cascade,
  version int not null,
  definition jsonb not null,
  -- Event names that runs of this version wait for or are ended by.
  wanted text[] not null,
  created_at timestamptz not null,
  created_by text not null,
  activated_at timestamptz,
  primary key (journey, version)
);

-- One person on the way. The row is its own job: due at wake_at, claimed with skip locked.
create table journeys.run (
  id uuid primary key,
  journey uuid not null references journeys.journey,
  version int not null,
  profile uuid not null,
  subject text not null,
  -- What may start one run only: the person, the person with a key, the event.
  entry text not null,
  key text not null default '',
  test boolean not null default false,
  node text not null,
  visit int not null,
  phase text not null check (phase in ('ready', 'waiting', 'ended')),
  since timestamptz not null,
  began timestamptz not null,
  origin bigint not null,
  deadline timestamptz,
  wake_at timestamptz,
  -- Events of these names wake it; `leaves`: any event of the person does, as its exit rule asks who the person is.
  wanted text[] not null default '{}',
  leaves boolean not null default false,
  -- The journey is paused.
  held boolean not null default false,
  -- It shall end for this reason at its next step.
  stop jsonb,
  data jsonb not null,
  taken bigint[] not null default '{}',
  failures int not null default 0,
  entered_at timestamptz not null,
  ended_at timestamptz,
  end_reason jsonb,
  check ((phase = 'ended') = (wake_at is null))
);
create unique index run_entry on journeys.run (journey, entry);
create index run_due on journeys.run (wake_at) where phase <> 'ended' and not held;
create index run_profile on journeys.run (profile, journey);
create index run_alive on journeys.run (profile) where phase <> 'ended';
create index run_standing on journeys.run (journey, node) where phase <> 'ended';
create index run_list on journeys.run (journey, entered_at desc, id desc);

-- A run's story: every decision with its reason. Append-only.
create table journeys.step (
  id bigint generated always as identity primary key,
  run uuid not null references journeys.run,
  journey uuid not null,
  version int not null,
  node text not null,
  visit int not null,
  at timestamptz not null,
  outcome text not null check (outcome in ('entered', 'waiting', 'moved', 'ended', 'refused', 'failed')),
  path text,
  why jsonb not null
);
create index step_run on journeys.step (run, id);
create index step_counts on journeys.step (journey, node, outcome, path);
