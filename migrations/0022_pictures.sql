-- What became of a picture that was looked at for copies: 'taken', or why it is not compared. Empty: from before that was done.
alter table returns.file add column look text not null default ''
  check (look in ('', 'taken', 'plain', 'small', 'broken', 'format'));
-- The picture as 32 x 32 shades, where copies of it can be found.
alter table returns.file add column fine bytea;

-- The print of all of a picture, and those of its views without an edge. Beside the pictures and not in their rows, so that
-- all prints can be read at once.
create table returns.picture_print (
  file uuid primary key references returns.file (id) on delete cascade,
  whole bit(128) not null,
  views bit(128)[] not null
);

-- Pictures that show the same, found when the later one came: each pair once.
create table returns.picture_alike (
  file uuid not null references returns.file (id) on delete cascade,
  other uuid not null references returns.file (id) on delete cascade,
  -- Bits by which their prints differ.
  apart integer not null,
  -- How well their details agree, up to 1.
  agreement double precision not null,
  primary key (file, other)
);
create index picture_alike_other on returns.picture_alike (other);
