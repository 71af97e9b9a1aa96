create schema services;

-- What a person keeps at hand; ticks of a journey that the platform cannot know of itself.
create table services.favourite (
  account text not null,
  service text not null,
  added_at timestamptz not null,
  primary key (account, service)
);
create table services.tick (
  account text not null,
  journey text not null,
  step text not null,
  ticked_at timestamptz not null,
  primary key (account, journey, step)
);

-- How often a service was opened on a day: by nobody in particular.
create table services.opened (
  service text not null,
  on_day date not null,
  times int not null,
  primary key (service, on_day)
);

-- What a person wants to be told of: `commune-warnings/19432`.
create table services.subscription (
  account text not null,
  topic text not null,
  since timestamptz not null,
  primary key (account, topic)
);
create index subscription_topic on services.subscription (topic, account);

-- Answers to the province's small forms, sealed; they are read by a role of the unit.
create table services.answer (
  id uuid primary key,
  service text not null,
  definition text not null,
  unit text not null,
  account text,
  body bytea not null,
  answered_at timestamptz not null,
  read_at timestamptz,
  read_by text,
  version int not null
);
create index answer_waiting on services.answer (unit, service, answered_at) where read_at is null;
create index answer_read on services.answer (unit, service, answered_at desc);

create table services.news (
  id uuid primary key,
  unit text not null,
  field text,
  title text not null,
  summary text not null,
  body text not null,
  trial boolean not null,
  published_at timestamptz not null,
  published_by text not null,
  withdrawn_at timestamptz,
  version int not null
);
create index news_shown on services.news (published_at desc, id) where withdrawn_at is null;
