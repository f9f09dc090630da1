create schema segments;

create table segments.segment (
  id uuid primary key,
  name text not null,
  description text not null default '',
  predicate jsonb not null,
  version integer not null default 1,
  status text not null default 'building' check (status in ('building', 'live', 'paused')),
  -- What the last full evaluation assumed besides the predicate: the brand's zone and the RFM cuts. Another basis means building anew.
  basis text not null default '',
  -- The full evaluation goes through the profiles in the order of their ids, this far.
  build_after uuid,
  build_done integer not null default 0,
  build_total integer not null default 0,
  build_started_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- Rows stay when somebody leaves, so that `turn` numbers every change of one profile in one segment.
create table segments.membership (
  segment uuid not null references segments.segment on delete cascade,
  profile uuid not null,
  -- An identity key of the profile: it finds the row again after a merge.
  subject text not null,
  member boolean not null,
  turn integer not null default 1,
  since timestamptz not null,
  primary key (segment, profile)
);
create index membership_members on segments.membership (segment, since desc, profile) where member;
create index membership_profile on segments.membership (profile);
create index membership_subject on segments.membership (subject);

-- When the answer for a profile may next change by time alone. May be early, never late.
create table segments.due (
  segment uuid not null references segments.segment on delete cascade,
  profile uuid not null,
  due_at timestamptz not null,
  primary key (segment, profile)
);
create index due_at on segments.due (due_at);

-- A JSON value read as a number: numbers, and strings that are plainly numbers.
create function segments.number_of(value jsonb) returns numeric language sql immutable parallel safe as $$
  select case
    when jsonb_typeof(value) = 'number' then value::numeric
    when jsonb_typeof(value) = 'string' and value #>> '{}' ~ '^-?[0-9]{1,15}(\.[0-9]{1,9})?$' then (value #>> '{}')::numeric
  end
$$;

-- A JSON string read as an instant: ISO 8601 days and date-times; without an offset in the given zone. Anything else is null, never an error.
create function segments.instant_of(value jsonb, zone text) returns timestamptz language plpgsql immutable parallel safe as $$
declare
  m text[];
  day date;
  at timestamp;
begin
  if jsonb_typeof(value) is distinct from 'string' then return null; end if;
  m := regexp_match(value #>> '{}', '^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?(?:(Z)|([+-])([0-9]{2}):?([0-9]{2}))?)?$');
  if m is null or m[1]::int < 1 or m[2]::int not between 1 and 12 or m[3]::int not between 1 and 31 then return null; end if;
  day := make_date(m[1]::int, m[2]::int, 1) + (m[3]::int - 1);
  if extract(month from day) <> m[2]::int then return null; end if;
  if m[4] is null then return day::timestamp at time zone zone; end if;
  if m[4]::int > 23 or m[5]::int > 59 or coalesce(m[6], '0')::int > 59 then return null; end if;
  -- Milliseconds, cut: the log knows no finer time.
  at := day + make_interval(hours => m[4]::int, mins => m[5]::int,
    secs => coalesce(m[6], '0')::int + rpad(left(coalesce(m[7], '0'), 3), 3, '0')::int / 1000.0);
  if m[8] is not null then return at at time zone 'UTC'; end if;
  if m[9] is null then return at at time zone zone; end if;
  if m[10]::int > 15 or m[11]::int > 59 then return null; end if;
  return (at - (m[9] || '1')::int * make_interval(hours => m[10]::int, mins => m[11]::int)) at time zone 'UTC';
end
$$;

-- The yearly day of a date in a year: 29 February is kept on the 28th where there is no 29th.
create function segments.yearly(day date, year integer) returns date language sql immutable parallel safe as $$
  select (make_date(year, extract(month from day)::int, 1) + (least(
    extract(day from day)::int,
    extract(day from make_date(year, extract(month from day)::int, 1) + interval '1 month' - interval '1 day')::int
  ) - 1))
$$;
