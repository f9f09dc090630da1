create schema templates;

-- What the brand says. One row per template, named by a key that journeys and the API use.
create table templates.template (
  key text primary key,
  name text not null,
  class text not null check (class in ('marketing', 'transactional')),
  language text not null,
  version int not null,
  archived boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- Every save, kept: what was live when a message went out can be read again.
create table templates.version (
  template text not null references templates.template (key),
  version int not null,
  sample jsonb not null,
  saved_at timestamptz not null,
  saved_by text not null,
  primary key (template, version)
);

-- The words, one row per channel and language. `compiled` is what rendering reads: MJML is already HTML there.
create table templates.body (
  template text not null,
  version int not null,
  channel text not null check (channel in ('line', 'email')),
  language text not null,
  format text not null check (format in ('text', 'flex', 'mjml')),
  subject text,
  source text not null,
  alternative text,
  compiled text not null,
  primary key (template, version, channel, language),
  foreign key (template, version) references templates.version (template, version)
);
