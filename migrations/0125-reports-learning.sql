-- What the proposal of categories has learnt from past reports: counts by digest of a word, none of the words themselves. The
-- newest version is used; older ones stay until the next is written.
create table reports.learnt (
  version int primary key,
  trained_at timestamptz not null,
  -- how many reports it has learnt from
  reports int not null,
  body bytea not null
);
