-- What the pack declared and what was imported, in every version that ever held. A row's content never changes: a case keeps
-- the digest of the version in force at its submission. json, not jsonb: the order of sections and steps is part of it.
create table core.definition (
  kind text not null,
  id text not null,
  valid_from date not null,
  digest text not null,
  body json not null,
  source text not null check (source in ('pack', 'import')),
  retired_on date,
  loaded_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  primary key (kind, id, valid_from, digest)
);
create index definition_changed on core.definition (changed_at);
