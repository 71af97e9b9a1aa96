create schema processes;

-- A log that was imported without a procedure of the catalogue: the process made from its name.
create table processes.log (
  procedure text primary key,
  name text not null,
  imported_at timestamptz not null default now()
);

-- One row a case, its acts as arrays in order of time (equal times in the order of the file): a case is read and written
-- whole, and a million cases stay a million rows.
create table processes.trace (
  procedure text not null,
  code text not null,
  origin text not null check (origin in ('live', 'import', 'demo')),
  unit text not null,
  channel text,
  activities text[] not null,
  times timestamptz[] not null,
  -- beside each act, '' where unsaid; null where the case says none
  lifecycles text[],
  resources text[],
  groups text[],
  -- digest of the activities in order: cases of one variant have the same
  variant uuid not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  -- the facts that count: from the log's statements where it makes them, else from its events
  accepted_at timestamptz,
  closed_at timestamptz,
  due_at timestamptz,
  -- what an imported log itself says, kept to compare with the next import
  log_accepted_at timestamptz,
  log_closed_at timestamptz,
  log_unit text,
  overdue boolean not null default false,
  -- the highest version of the case's record in core.event that this row knows
  stated int not null default 0,
  primary key (procedure, code)
);
create index trace_began on processes.trace (procedure, first_at);
create index trace_code on processes.trace (code);
create index trace_due on processes.trace (due_at) where origin = 'import' and closed_at is null and not overdue;

-- The same as one row an act, for queries.
create view processes.act as
select t.procedure, t.code, t.unit, t.first_at, a.place, a.activity, a.at, a.lifecycle, nullif(a.resource, '') as resource,
  nullif(a.grp, '') as grp, a.place = 1 as starts, a.place = cardinality(t.activities) as ends
from processes.trace t
cross join lateral unnest(t.activities, t.times, t.lifecycles, t.resources, t.groups)
  with ordinality as a(activity, at, lifecycle, resource, grp, place);
