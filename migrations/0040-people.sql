create schema people;

-- Identity numbers are sealed; they are looked up by a keyed digest only.
create table people.account (
  id text primary key,
  kind text not null check (kind in ('citizen', 'official')),
  login text unique,
  phone text unique,
  email text unique,
  name text not null,
  sort_key text not null,
  search_key text not null,
  id_sealed bytea,
  id_digest bytea unique,
  birth_on date,
  sex text,
  address text,
  password text,
  assurance smallint not null default 1,
  demo boolean not null default false,
  -- its place on the demo's sign-in page; null: not offered there
  demo_place int,
  version int not null default 0,
  created_at timestamptz not null default now(),
  signed_in_at timestamptz,
  ended_at timestamptz
);

-- A role at a unit, for a time. from_on and to_on are both days of office.
create table people.post (
  id bigint generated always as identity primary key,
  account text not null references people.account (id),
  unit text not null,
  role text not null,
  from_on date not null,
  to_on date,
  check (to_on is null or to_on >= from_on)
);
create unique index post_once on people.post (account, unit, role, from_on);
create index post_of_unit on people.post (unit, role);

-- While someone is away, the substitute holds the same posts.
create table people.absence (
  id bigint generated always as identity primary key,
  account text not null references people.account (id),
  substitute text not null references people.account (id),
  from_on date not null,
  to_on date not null,
  created_at timestamptz not null default now(),
  check (to_on >= from_on),
  check (substitute <> account)
);
create index absence_of_substitute on people.absence (substitute, to_on);
create index absence_of_account on people.absence (account, to_on);

-- Only a digest of the token is kept: who reads this table cannot act as anybody.
create table people.session (
  digest bytea primary key,
  account text not null references people.account (id),
  assurance smallint not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_of_account on people.session (account);
create index session_expires on people.session (expires_at);

-- Wrong passwords, per account, or per digest of a login that nobody has: to a stranger both behave alike.
create table people.attempt (
  who text primary key,
  failed int not null default 0,
  locked_until timestamptz,
  tried_at timestamptz not null
);

-- The one open code of an address; both are kept as keyed digests.
create table people.code (
  address bytea primary key,
  digest bytea not null,
  attempts int not null default 0,
  expires_at timestamptz not null,
  sent int not null default 1,
  counted_from timestamptz not null
);
