create schema profiles;

-- A paper of a person: a result that the province issued, or what they brought themselves. It belongs to an account, or waits under
-- the keyed digest of its holder's identity number until that person has one. What it says is sealed, or lies with the document.
create table profiles.paper (
  id uuid primary key,
  account text,
  id_digest bytea,
  kind text not null,
  source text not null check (source in ('issued', 'uploaded')),
  document text unique,
  case_code text,
  procedure text,
  unit text not null,
  issued_on date,
  valid_until date,
  -- of an upload: its bytes in the file store; file name, number, issuer sealed
  digest text,
  media_type text,
  size_bytes int,
  particulars bytea,
  ended_at timestamptz,
  ended_how text check (ended_how in ('revoked', 'replaced', 'removed')),
  version int not null default 1,
  added_at timestamptz not null,
  check (account is not null or id_digest is not null),
  check ((source = 'issued') = (document is not null))
);
create index paper_of_account on profiles.paper (account, added_at) where account is not null;
create index paper_waiting on profiles.paper (id_digest, added_at) where id_digest is not null;

-- In which cases a paper was handed in again.
create table profiles.use (
  paper uuid not null references profiles.paper (id),
  case_code text not null,
  used_at timestamptz not null,
  primary key (paper, case_code)
);

-- A paper shown to somebody for a time. Only a digest of the token is kept; for whom and what for is sealed.
create table profiles.share (
  id uuid primary key,
  token bytea not null unique,
  paper uuid not null references profiles.paper (id),
  account text not null,
  shows text not null check (shows in ('facts', 'content', 'file')),
  unit text,
  terms bytea not null,
  made_at timestamptz not null,
  until timestamptz not null,
  revoked_at timestamptz,
  openings int not null default 0,
  version int not null default 1
);
create index share_of_account on profiles.share (account, made_at);
create index share_of_paper on profiles.share (paper);

create table profiles.opening (
  share uuid not null references profiles.share (id),
  no int not null,
  at timestamptz not null,
  what text not null check (what in ('page', 'file')),
  by text,
  unit text,
  primary key (share, no)
);
