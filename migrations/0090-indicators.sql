create schema indicators;

-- The place of each measure in the arrays below. A new measure gets a new place, and the cells are made anew.
create table indicators.slot (
  measure text primary key,
  slot int not null,
  width int not null
);

-- What a measure gained at a unit on a day ('d') or in a month ('m', start_on its first day). n[slot]; null is nothing.
create table indicators.cell (
  grain "char" not null,
  start_on date not null,
  unit text not null,
  n bigint[] not null,
  primary key (grain, start_on, unit)
);
create table indicators.cell_procedure (
  unit text not null,
  grain "char" not null,
  start_on date not null,
  procedure text not null,
  n bigint[] not null,
  primary key (unit, grain, start_on, procedure)
);
create table indicators.cell_channel (
  unit text not null,
  grain "char" not null,
  start_on date not null,
  channel text not null,
  n bigint[] not null,
  primary key (unit, grain, start_on, channel)
);

-- The time of each unit's last datum.
create table indicators.freshness (
  unit text primary key,
  last_at timestamptz not null
);

-- A closed period as it was when it was frozen; a late event restates it, and the difference is shown.
create table indicators.snapshot (
  indicator text not null,
  period text not null,
  unit text not null,
  value double precision,
  part double precision,
  whole double precision,
  frozen_at timestamptz not null default now(),
  primary key (indicator, period, unit)
);

-- Sums two rows of measures; a place that comes to nothing is null again, so that a rebuilt cell equals a live one.
create function indicators.plus(a bigint[], b bigint[]) returns bigint[] language sql immutable parallel safe as $$
  select array_agg(nullif(coalesce(x, 0) + coalesce(y, 0), 0) order by place)
  from unnest(a, b) with ordinality as pair(x, y, place)
$$;

create index event_type_unit on core.event (type, unit, occurred_at);
create index event_undoes on core.event (undoes) where undoes is not null;
