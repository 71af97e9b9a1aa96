-- More ways out, choices of each person, and what became of every message.
alter table notices.message drop constraint message_channel_check;
alter table notices.message add constraint message_channel_check check (channel in ('app', 'push', 'email', 'sms', 'zalo'));
alter table notices.message drop constraint message_state_check;
-- gathered: waits for the person's digest; digested: told by it; delivered, undelivered: the provider's receipt
alter table notices.message add constraint message_state_check check
  (state in ('queued', 'gathered', 'digested', 'sent', 'delivered', 'undelivered', 'kept', 'parked'));
-- 0: a code or an emergency, which stands in nobody's queue
alter table notices.message add column rank smallint not null default 1;
alter table notices.message add column locale text not null default 'vi' check (locale in ('vi', 'en'));
-- what a provider of approved texts is given: { template, parameters }
alter table notices.message add column form jsonb;
-- the page that tells more
alter table notices.message add column link text;
-- what the messages of one notice to one person have in common
alter table notices.message add column notice text;
alter table notices.message add column broadcast text;
alter table notices.message add column commune text;
-- the provider's name for what it took: receipts come under it
alter table notices.message add column reference text;
alter table notices.message add column acknowledged_at timestamptz;
create index message_of_notice on notices.message (account, notice) where channel <> 'app';
drop index notices.message_waiting;
create index message_waiting on notices.message (channel, rank, next_at, id) where state = 'queued';
create index message_gathered on notices.message (account, channel) where state = 'gathered';
create index message_unread on notices.message (account) where channel = 'app' and read_at is null;
create index message_of_broadcast on notices.message (broadcast, commune) where broadcast is not null;
create index message_reference on notices.message (reference) where reference is not null;
create index message_code on notices.message (created_at) where secret and body <> '';
create index message_troubled on notices.message (id desc) where state in ('parked', 'undelivered');

-- One try to hand a message to a provider, or one receipt of it. The answer holds no address and no text of the message.
create table notices.attempt (
  id bigint generated always as identity primary key,
  message bigint not null references notices.message (id) on delete cascade,
  at timestamptz not null,
  provider text not null,
  outcome text not null check (outcome in ('sent', 'failed', 'gone', 'delivered', 'undelivered')),
  answer text
);
create index attempt_of_message on notices.attempt (message, id);

-- What a person chose. Who has no row, or says nothing on a point, has the defaults of rules.ts.
create table notices.choice (
  account text primary key,
  locale text check (locale in ('vi', 'en')),
  -- group → ways: { "news": ["push"] }
  ways jsonb not null default '{}',
  -- minutes of the province's day; without them the default hours; quiet = false: none
  quiet boolean not null default true,
  quiet_from smallint check (quiet_from between 0 and 1439),
  quiet_to smallint check (quiet_to between 0 and 1439),
  -- null: at once
  digest_at smallint check (digest_at between 0 and 1439),
  -- the word by which the person knows a true message
  word_sealed bytea,
  changed_at timestamptz not null
);

-- A browser that may be told by Web Push. The endpoint is an address; the keys encrypt for this browser alone.
create table notices.device (
  id bigint generated always as identity primary key,
  account text not null,
  endpoint text not null unique,
  p256dh text not null,
  auth text not null,
  label text not null,
  created_at timestamptz not null
);
create index device_of_account on notices.device (account);

-- Keys and tokens that this platform holds towards providers, sealed.
create table notices.secret (
  name text primary key,
  sealed bytea not null,
  expires_at timestamptz
);

-- A notice to all who live in an area. `reached` is the last account that was queued: the next stretch begins after it.
create table notices.broadcast (
  id text primary key,
  template text not null,
  subject jsonb not null,
  body jsonb not null,
  link text,
  communes jsonb,
  account text not null,
  unit text not null,
  urgency text not null check (urgency in ('normal', 'emergency')),
  reached text not null default '',
  people int not null default 0,
  messages int not null default 0,
  created_at timestamptz not null,
  spread_at timestamptz
);
create index broadcast_created on notices.broadcast (created_at desc);
create index broadcast_open on notices.broadcast (created_at) where spread_at is null;
