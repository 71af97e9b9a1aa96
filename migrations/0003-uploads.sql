-- Files on their way in. Chunks lie here, so that any process behind the load balancer can take the next one.
create table core.upload (
  id uuid primary key,
  owner text not null,
  name text not null,
  size_bytes int not null,
  received_bytes int not null default 0,
  digest text,
  media_type text,
  created_at timestamptz not null,
  used_at timestamptz
);
create index upload_unused on core.upload (created_at) where used_at is null;
create table core.upload_chunk (
  upload uuid not null references core.upload on delete cascade,
  start_byte int not null,
  content bytea not null,
  primary key (upload, start_byte)
);
