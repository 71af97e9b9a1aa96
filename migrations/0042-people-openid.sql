-- What the OpenID Provider keeps: sign-ins of applications, grants, codes, tokens, requests under way. Each is named by a digest of its
-- secret, and its content is sealed: who reads this table cannot act as anybody.
create table people.oidc_item (
  kind text not null,
  digest bytea not null,
  content bytea not null,
  account text references people.account (id),
  client text,
  -- digests, as above: of the grant that it belongs to, of a sign-in's second name
  grant_digest bytea,
  uid_digest bytea,
  -- the person's own session: what hangs on it ends with it
  session bytea references people.session (digest) on update cascade on delete cascade,
  consumed_at timestamptz,
  expires_at timestamptz not null,
  primary key (kind, digest)
);
create index oidc_item_of_grant on people.oidc_item (grant_digest) where grant_digest is not null;
create index oidc_item_of_uid on people.oidc_item (uid_digest) where uid_digest is not null;
create index oidc_item_of_session on people.oidc_item (session) where session is not null;
create index oidc_item_of_account on people.oidc_item (account, client) where account is not null;
create index oidc_item_expires on people.oidc_item (expires_at);

-- Signs from signs_from until a younger one does; published from its creation until nothing that it signed is valid.
create table people.signing_key (
  kid text primary key,
  sealed bytea not null,
  created_at timestamptz not null,
  signs_from timestamptz not null
);

-- What a person let an application know, word for word by what was asked; a withdrawn consent stays in the ledger.
create table people.consent (
  id bigint generated always as identity primary key,
  account text not null references people.account (id),
  client text not null,
  granted text[] not null,
  refused text[] not null,
  -- digest of the application's settings as they were shown
  shown text not null,
  given_at timestamptz not null,
  withdrawn_at timestamptz
);
create unique index consent_in_force on people.consent (account, client) where withdrawn_at is null;

-- Applications that have still to be told that a person signed out.
create table people.farewell (
  id bigint generated always as identity primary key,
  client text not null,
  account text not null,
  sid bytea not null,
  tries int not null default 0,
  due_at timestamptz not null
);
create index farewell_due on people.farewell (due_at);
