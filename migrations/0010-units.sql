create schema units;

-- The units of today, as the pack declares them. One that the pack no longer has keeps its row, for the records that name it.
create table units.unit (
  code text primary key,
  agency_code text not null,
  kind text not null check (kind in ('province', 'department', 'office', 'centre', 'commune')),
  type text check (type in ('commune', 'ward', 'special-zone')),
  agency text,
  name_vi text not null,
  name_en text,
  search_key text not null,
  sort_key text not null,
  parent text references units.unit,
  since date not null,
  ended_on date,
  lon float8,
  lat float8,
  area_km2 float8
);
create unique index unit_agency_code on units.unit (agency_code) where ended_on is null;
create index unit_parent on units.unit (parent);

-- Units that ended, and what they became: one row for each part of a unit that was divided. Codes were given again to other
-- units, so a code alone is no key.
create table units.former_unit (
  row_number int primary key,
  code text,
  name text not null,
  search_key text not null,
  kind text not null check (kind in ('province', 'district', 'commune')),
  parent text,
  since date,
  ended_on date not null,
  becomes text,
  basis text not null
);
create index former_unit_code on units.former_unit (code, ended_on);

-- Imported boundaries: the full shape, and the outline with few points that the map draws.
create table units.shape (
  unit text primary key references units.unit,
  shape jsonb not null,
  outline jsonb not null,
  bounds box not null,
  digest text not null
);
create index shape_bounds on units.shape using gist (bounds);

-- One row: the version of the boundaries as a whole, raised by every import that changed them.
create table units.boundaries (
  one boolean primary key default true check (one),
  version int not null,
  changed_at timestamptz not null
);
insert into units.boundaries (version, changed_at) values (0, now());

-- The digest of each list that was loaded, so that a start with an unchanged pack writes nothing.
create table units.loaded (
  list text primary key,
  digest text not null
);
