create schema datasets;

-- The rows of the pack's datasets, as their CSV has them. `keys` holds each value folded, to be searched without marks.
create table datasets.row (
  dataset text not null,
  no int not null,
  cells jsonb not null,
  keys jsonb not null,
  primary key (dataset, no)
);

-- Which content of a dataset is loaded.
create table datasets.loaded (
  dataset text primary key,
  digest text not null,
  rows int not null
);
