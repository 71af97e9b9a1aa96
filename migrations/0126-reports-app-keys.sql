-- Applications that send reports by Open311, each with a key of which only the keyed digest is kept.
create table reports.app_key (
  id text primary key,
  digest bytea not null unique,
  name text not null,
  contact text not null,
  created_at timestamptz not null,
  withdrawn_at timestamptz
);
