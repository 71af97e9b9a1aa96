create schema appointments;

-- What a command holds while it acts: a centre (`centre:<unit>`), or a person who books (`person:<account>`). Whoever calls,
-- books or takes a number at a centre does so one after the other: no number twice, no place twice.
create table appointments.lock (
  key text primary key
);

-- An appointment (lịch hẹn) of an account at a service centre. What it is about is a procedure, the result of a case, or neither.
create table appointments.booking (
  code text primary key,
  version int not null,
  state text not null check (state in ('booked', 'checked-in', 'missed', 'cancelled')),
  origin text not null default 'live' check (origin in ('live', 'import', 'demo')),
  owner text not null,
  centre text not null,
  -- the letter of the group of procedures that it belongs to
  letter text not null,
  procedure text,
  case_code text,
  starts_at timestamptz not null,
  minutes smallint not null,
  booked_at timestamptz not null,
  -- the start of which the person has been reminded: one that moves is told anew
  reminded_for timestamptz,
  ended_at timestamptz
);
create index booking_owner on appointments.booking (owner, starts_at);
create index booking_slot on appointments.booking (centre, starts_at) where state in ('booked', 'checked-in');
create index booking_open on appointments.booking (starts_at) where state = 'booked';

-- A queue number of one day at one centre: `A012`. Its id is what the person who took it holds, and nobody guesses.
create table appointments.ticket (
  id text primary key,
  version int not null,
  state text not null check (state in ('waiting', 'serving', 'served', 'absent')),
  origin text not null default 'live' check (origin in ('live', 'import', 'demo')),
  centre text not null,
  day date not null,
  letter text not null,
  no int not null,
  -- the group for which it waits; another one than its letter's once it was handed over
  queue text not null,
  booking text references appointments.booking (code),
  owner text,
  procedure text,
  case_code text,
  taken_at timestamptz not null,
  -- from this moment it stands before those that have none
  ahead_from timestamptz,
  -- what its wait is counted from
  waiting_since timestamptz not null,
  called_at timestamptz,
  calls smallint not null default 0,
  wait_minutes smallint,
  counter smallint,
  clerk text,
  ended_at timestamptz,
  unique (centre, day, letter, no)
);
create index ticket_today on appointments.ticket (centre, day, state);
create index ticket_owner on appointments.ticket (owner) where owner is not null and ended_at is null;
create index ticket_booking on appointments.ticket (booking) where booking is not null;
create index ticket_open on appointments.ticket (day) where ended_at is null;
-- A counter serves one number at a time, whatever the code does.
create unique index ticket_at_counter on appointments.ticket (centre, counter) where state = 'serving';

-- How long one service took, for the estimate of those who wait: a number that is handed over has several.
create table appointments.service (
  ticket text not null,
  version int not null,
  centre text not null,
  day date not null,
  letter text not null,
  minutes float8 not null,
  primary key (ticket, version)
);
create index service_today on appointments.service (centre, day, letter);

create table appointments.counter (
  centre text not null,
  no smallint not null,
  version int not null,
  -- who sits there, and since when; nobody at a closed one
  clerk text,
  opened_at timestamptz,
  primary key (centre, no)
);
create unique index counter_clerk on appointments.counter (clerk) where clerk is not null;
create index counter_open on appointments.counter (opened_at) where clerk is not null;
