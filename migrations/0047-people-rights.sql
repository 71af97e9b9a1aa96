-- One ledger for every consent: to an application (`application/<client>`), to a purpose of the pack (its id), to what is done in a
-- person's name beforehand (`proposal/<id>`). What was agreed to stands in it as it was shown.
alter table people.consent rename column client to purpose;
update people.consent set purpose = 'application/' || purpose;
alter table people.consent add column version int;
alter table people.consent add column title jsonb;
create index consent_of_account on people.consent (account, given_at desc);

-- A copy of all that is known of a person, made on request. The file is sealed by a key of its own, which stands here, sealed, and is
-- dropped with the link: then nobody opens the file, wherever a copy of it may lie.
create table people.data_export (
  id uuid primary key,
  account text not null references people.account (id),
  asked_at timestamptz not null,
  taken_at timestamptz,
  made_at timestamptz,
  failed_at timestamptz,
  until timestamptz,
  file text,
  size_bytes bigint,
  secret bytea,
  fetched int not null default 0
);
create index data_export_of_account on people.data_export (account, asked_at desc);
create index data_export_open on people.data_export (asked_at) where made_at is null and failed_at is null;
create index data_export_kept on people.data_export (until) where secret is not null;

-- A request that one's account and data be erased. Until `from_at` its person may take it back.
create table people.erasure (
  id uuid primary key,
  account text not null references people.account (id),
  asked_at timestamptz not null,
  answered_at timestamptz not null,
  from_at timestamptz not null,
  due_at timestamptz not null,
  withdrawn_at timestamptz,
  done_at timestamptz,
  -- what was erased and what stays, by kind of record, with the law that keeps it
  outcome jsonb
);
create unique index erasure_open on people.erasure (account) where withdrawn_at is null and done_at is null;
create index erasure_due on people.erasure (from_at) where withdrawn_at is null and done_at is null;
