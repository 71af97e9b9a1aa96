-- What the proposal of duplicates has learnt from the desks' merges: a few weights and each category's habit, no words. One row.
create table reports.likeness (
  trained_at timestamptz primary key,
  merges int not null,
  body jsonb not null
);

-- Reports around a place, whatever their state: what a new one may be the same as.
create index report_place on reports.report using gist (place);
