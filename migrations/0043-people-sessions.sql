-- A session as its person sees it in their list: a name that opens nothing, how they signed in, on what, from where.
alter table people.session
  add column id text not null default gen_random_uuid()::text,
  add column methods text[] not null default '{}',
  add column device text not null default '',
  add column address text not null default '';
create unique index session_id on people.session (id);

-- Every sign-in and every try, kept for twelve months (handbook 6.5) and shown to the account's person.
create table people.sign_in (
  id bigint generated always as identity primary key,
  account text not null references people.account (id),
  at timestamptz not null,
  method text not null,
  outcome text not null check (outcome in ('done', 'refused', 'locked')),
  device text not null,
  address text not null
);
create index sign_in_of_account on people.sign_in (account, at desc);
create index sign_in_at on people.sign_in (at);
