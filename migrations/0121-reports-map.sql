-- What everybody may see on the map, and nothing else: one row a report that is shown, at its shown place. The consumer
-- `reports.map` keeps it, and the counts below, from the facts.
create table reports.map_point (
  code text primary key,
  place point not null,
  category text not null,
  stage text not null,
  -- the first day of the month of its sending
  month date not null
);
create index map_point_place on reports.map_point using gist (place);

-- How many reports lie in each square of the map: squares of 360°/2^zoom a side, counted from 180° west and 90° south. A row counts
-- a stage by itself; '' stands for every category, 0001-01-01 for all time, so that a view adds up few rows.
create table reports.map_cell (
  zoom smallint not null,
  x int not null,
  y int not null,
  category text not null,
  month date not null,
  stage text not null,
  n int not null,
  primary key (zoom, category, month, x, y, stage)
);
