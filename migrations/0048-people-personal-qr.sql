-- Personal QR: what a code calls its person (nothing that says who it is), and who read a code while it held.
create table people.personal_qr (
  account text primary key references people.account (id),
  reference text not null unique
);

create table people.personal_qr_reading (
  code text primary key,
  reader text not null,
  expires_at timestamptz not null
);
create index personal_qr_reading_expiry on people.personal_qr_reading (expires_at);

-- Keys for signing people in (RS256), and for their codes (ES256: a short signature keeps a code coarse enough for old cameras).
alter table people.signing_key add column use text not null default 'sign-in' check (use in ('sign-in', 'personal-qr'));
