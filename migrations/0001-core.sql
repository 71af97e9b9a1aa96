create schema if not exists core;

-- The log. Transaction numbers belong to one cluster: epoch tells clusters apart (restore and first start elsewhere raise it).
create table core.cluster (
  epoch int primary key,
  system_identifier text not null,
  began_at timestamptz not null default now()
);

create sequence core.event_seq;

create table core.event (
  epoch int not null,
  written_in xid8 not null default pg_current_xact_id(),
  seq bigint not null default nextval('core.event_seq'),
  type text not null,
  v smallint not null,
  record text not null,
  version int not null,
  unit text not null,
  actor text not null,
  actor_unit text,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  request text,
  origin text not null check (origin in ('live', 'import', 'demo')),
  undoes bigint,
  payload jsonb not null,
  primary key (epoch, written_in, seq)
);
create unique index event_record_version on core.event (record, version);
create index event_by_seq on core.event (seq);

-- Where each consumer stands; the row is its lock.
create table core.cursor (
  consumer text primary key,
  epoch int not null default 0,
  written_in xid8 not null default '0',
  seq bigint not null default 0,
  moved_at timestamptz not null default now()
);

-- An event that its consumer could not take, after its retries: shown, never skipped in silence.
create table core.parked (
  consumer text not null,
  seq bigint not null,
  type text not null,
  error text not null,
  attempts int not null,
  parked_at timestamptz not null default now(),
  solved_at timestamptz,
  primary key (consumer, seq)
);

-- The first answer to a command that came with a key; a repeat gets it again.
create table core.idempotency (
  key text not null,
  actor text not null,
  operation text not null,
  input_digest text not null,
  answer jsonb,
  created_at timestamptz not null default now(),
  primary key (actor, operation, key)
);
create index idempotency_created on core.idempotency (created_at);

-- Refused attempts and reads of personal data: who, which record, why, when.
create table core.access (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  actor_unit text,
  operation text not null,
  subject text,
  purpose text,
  outcome text not null check (outcome in ('allowed', 'refused')),
  request text
);
create index access_subject on core.access (subject, at);

-- One row a sealed batch: Merkle root (RFC 6962) over the digests of its rows, chained to the one before.
create table core.seal (
  log text not null check (log in ('event', 'access')),
  number int not null,
  first_row text not null,
  last_row text not null,
  rows int not null,
  root bytea not null,
  chain bytea not null,
  sealed_at timestamptz not null default now(),
  primary key (log, number)
);

-- What this database is: demo databases are marked, so that a demo never runs on real cases.
create table core.mark (
  name text primary key,
  value text not null
);
