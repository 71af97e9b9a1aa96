create schema notices;

-- One message to one address. Its key makes a repeated fact send nothing twice.
create table notices.message (
  id bigint generated always as identity primary key,
  key text not null unique,
  channel text not null check (channel in ('app', 'email', 'sms')),
  address text not null,
  account text,
  template text not null,
  record text,
  subject text not null,
  body text not null,
  -- holds a one-time code: its text is erased once it is out (never in a demo, whose mailbox shows it)
  secret boolean not null default false,
  state text not null default 'queued' check (state in ('queued', 'sent', 'kept', 'parked')),
  attempts int not null default 0,
  next_at timestamptz not null default now(),
  error text,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  read_at timestamptz
);
create index message_waiting on notices.message (next_at) where state = 'queued';
create index message_of_account on notices.message (account, id desc) where channel = 'app';
create index message_created on notices.message (id desc) where channel <> 'app';
