-- That one person acts for another: who for whom, what it allows, from when until when, and by what evidence. A side without an account, and
-- an organisation, stand here by their particulars, sealed, and by the keyed digest of their number.
create table people.mandate (
  id uuid primary key,
  kind text not null,
  version int not null default 0,
  representative text references people.account (id),
  represented text references people.account (id),
  represented_sealed bytea,
  represented_digest bytea,
  organisation boolean not null default false,
  -- level of assurance with which the represented side is known
  level smallint not null default 2,
  acts text[] not null,
  -- both empty: every procedure that the kind allows
  procedures text[] not null default '{}',
  fields text[] not null default '{}',
  begins_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > begins_at),
  state text not null check (state in ('proposed', 'given', 'refused', 'revoked')),
  proposed_by text check (proposed_by in ('representative', 'represented')),
  -- where the other side was looked for, sealed: the proposer sees it again, and nothing of whom it belongs to
  addressed bytea,
  proposed_at timestamptz not null,
  settled_at timestamptz,
  revoked_at timestamptz,
  revoked_by text,
  recorded_by text references people.account (id),
  unit text,
  paper text,
  reason text,
  -- the paper itself in the file store
  evidence_digest text,
  evidence_name text,
  evidence_type text
);
create index mandate_of_representative on people.mandate (representative, proposed_at desc);
create index mandate_of_represented on people.mandate (represented, proposed_at desc) where represented is not null;
create index mandate_of_digest on people.mandate (represented_digest, proposed_at desc) where represented_digest is not null;

-- What was done by it, for the represented person to read. The act's own event names the mandate too.
create table people.mandate_use (
  id bigint generated always as identity primary key,
  mandate uuid not null references people.mandate (id),
  at timestamptz not null,
  act text not null,
  record text not null
);
create index mandate_use_of_mandate on people.mandate_use (mandate, id desc);

-- Whom the person at this device acts for now; it ends with the session.
alter table people.session add column mandate uuid references people.mandate (id);
create index session_of_mandate on people.session (mandate) where mandate is not null;

-- A lost phone: the way back into an account, begun by one official before whom its person stands, and finished by another.
create table people.recovery (
  id uuid primary key,
  account text not null references people.account (id),
  unit text not null,
  begun_by text not null references people.account (id),
  begun_at timestamptz not null,
  expires_at timestamptz not null,
  paper text not null,
  reason text not null,
  channel text not null check (channel in ('sms', 'email')),
  -- the new address, sealed
  address bytea not null,
  state text not null check (state in ('begun', 'proven', 'done', 'refused')),
  settled_by text references people.account (id),
  settled_at timestamptz
);
create index recovery_of_unit on people.recovery (unit, begun_at) where state in ('begun', 'proven');
create index recovery_of_account on people.recovery (account);
