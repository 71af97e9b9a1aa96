-- A value that a form took from a source and its person says is wrong: what it should be is sealed. Until it is settled, nothing of
-- that source is locked for them.
create table profiles.correction (
  id uuid primary key,
  account text not null,
  source text not null,
  unit text not null,
  claim bytea not null,
  asked_at timestamptz not null,
  settled_at timestamptz,
  settled_by text,
  outcome text check (outcome in ('corrected', 'confirmed')),
  version int not null default 1
);
create unique index correction_open on profiles.correction (account, source) where settled_at is null;
create index correction_of_unit on profiles.correction (unit, asked_at) where settled_at is null;
