-- Passkeys (WebAuthn): the public half; the private one never leaves the person's device.
create table people.passkey (
  id text primary key,
  account text not null references people.account (id),
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  created_at timestamptz not null,
  used_at timestamptz
);
create index passkey_of_account on people.passkey (account);

-- What a device is asked to sign: once, within minutes. With an account: to register; without: to sign in.
create table people.passkey_challenge (
  digest bytea primary key,
  account text references people.account (id),
  expires_at timestamptz not null
);

-- The secret of an authenticator app, sealed; a code is taken once (last_step). Not confirmed: being set up.
create table people.totp (
  account text primary key references people.account (id),
  sealed bytea not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0
);

create table people.recovery_code (
  account text not null references people.account (id),
  digest bytea not null,
  primary key (account, digest)
);
