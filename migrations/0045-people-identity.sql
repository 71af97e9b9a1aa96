-- Whom an outside identity means: its lasting name of a person, as a keyed digest.
create table people.identity_link (
  provider text not null,
  subject bytea not null,
  account text not null references people.account (id),
  linked_at timestamptz not null,
  primary key (provider, subject)
);
create index identity_link_of_account on people.identity_link (account);

-- How, when, and by whom an identity was verified; the official's words stay here, never in an event.
create table people.verification (
  id bigint generated always as identity primary key,
  account text not null references people.account (id),
  at timestamptz not null,
  how text not null check (how in ('counter', 'vneid')),
  official text references people.account (id),
  unit text,
  paper text,
  reason text
);
create index verification_of_account on people.verification (account);
