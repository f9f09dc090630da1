-- Sign-in: the tables and column names are those of better-auth's core schema, with the role beside the user.
create schema auth;

create table auth."user" (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null default false,
  image text,
  role text not null default 'viewer' check (role in ('viewer', 'agent', 'marketer', 'owner')),
  disabled boolean not null default false,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null
);
create table auth.session (
  id text primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references auth."user" (id) on delete cascade
);
create index session_owner on auth.session ("userId");
create table auth.account (
  id text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth."user" (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null
);
create index account_owner on auth.account ("userId");
create table auth.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null
);
create index verification_identifier on auth.verification (identifier);

-- Keys for programs. Only a hash is kept.
create table auth.api_key (
  id uuid primary key,
  label text not null,
  hash text not null unique,
  role text not null check (role in ('viewer', 'agent', 'marketer', 'owner')),
  created_at timestamptz not null,
  revoked_at timestamptz
);
