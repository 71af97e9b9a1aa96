create schema cases;

-- A case. Its competent unit stands in every key, so that the tables can be spread over engines by it (house, section 8).
-- The visits of its steps lie in the row: they are read and written with it, and what is counted is counted from events.
create table cases.case (
  code text not null,
  unit text not null,
  scheme text not null default 'tt03-2025',
  origin text not null default 'live' check (origin in ('live', 'import', 'demo')),
  procedure text not null,
  definition text not null,
  channel text not null check (channel in ('online', 'counter', 'post')),
  reception_unit text not null,
  state text not null,
  version int not null,
  submitted_at timestamptz not null,
  intake_due_at timestamptz not null,
  accepted_at timestamptz,
  clock jsonb,
  calendar text,
  paused_at timestamptz,
  due_at timestamptz,
  promised_at timestamptz,
  reappointed_at timestamptz,
  apologised_at timestamptz,
  hand_over_by timestamptz,
  warned smallint not null default 0,
  warn_at timestamptz,
  overdue boolean not null default false,
  refusal_proposed boolean not null default false,
  resolved_at timestamptz,
  ended_at timestamptz,
  digitised boolean not null default false,
  visits jsonb not null,
  -- where it is now, for the lists; sort_at is what the time left is counted to
  step text,
  work_unit text,
  role text,
  assignee text,
  sort_at timestamptz not null,
  -- whose it is; identity number, phone, e-mail and address are sealed
  owner text,
  filed_by text,
  applicant_name text not null,
  search_key text not null,
  applicant_digest bytea,
  applicant bytea not null,
  submitter bytea,
  answers jsonb not null,
  primary key (code, unit)
);
create index case_queue on cases.case (work_unit, role, sort_at, code) where ended_at is null;
create index case_assignee on cases.case (assignee, sort_at, code) where ended_at is null and assignee is not null;
create index case_open on cases.case (sort_at, code) where ended_at is null;
create index case_open_procedure on cases.case (procedure, sort_at, code) where ended_at is null;
create index case_owner on cases.case (owner, submitted_at) where owner is not null;
create index case_filed_by on cases.case (filed_by, submitted_at) where filed_by is not null;
create index case_applicant on cases.case (applicant_digest) where applicant_digest is not null;
create index case_unit on cases.case (unit, submitted_at);
create index case_warn on cases.case (warn_at) where warn_at is not null;
create index case_due on cases.case (due_at) where not overdue and ended_at is null and resolved_at is null and paused_at is null;
create index case_search on cases.case using gin (to_tsvector('simple', search_key));

create table cases.supplement (
  code text not null,
  unit text not null,
  no smallint not null,
  step text not null,
  asked_at timestamptz not null,
  asked_by text not null,
  due_at timestamptz not null,
  before_acceptance boolean not null,
  items jsonb not null,
  reason text not null,
  answered_at timestamptz,
  primary key (code, unit, no)
);
create index supplement_due on cases.supplement (due_at) where answered_at is null;

create table cases.consultation (
  code text not null,
  unit text not null,
  no smallint not null,
  step text not null,
  of_unit text not null,
  question text not null,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  answered_at timestamptz,
  answered_by text,
  answer text,
  agrees boolean,
  primary key (code, unit, no)
);
create index consultation_open on cases.consultation (of_unit, due_at) where answered_at is null;

-- A file of a case; its bytes lie in the file store under their digest.
create table cases.paper (
  code text not null,
  unit text not null,
  no smallint not null,
  paper text not null,
  form text not null,
  copies smallint not null,
  digest text,
  name text,
  media_type text,
  size_bytes int,
  added_at timestamptz not null,
  added_by text not null,
  primary key (code, unit, no)
);
create index paper_digest on cases.paper (digest) where digest is not null;

create table cases.fee (
  code text not null,
  unit text not null,
  fee text not null,
  kind text not null,
  name jsonb not null,
  amount bigint not null,
  because jsonb,
  paid_at timestamptz,
  paid_to text,
  receipt_number text,
  primary key (code, unit, fee)
);

-- What people wrote: it stays in the case, and events never carry it. `no` is the case's version after the act.
create table cases.note (
  code text not null,
  unit text not null,
  no int not null,
  at timestamptz not null,
  act text not null,
  by text not null,
  text text not null,
  primary key (code, unit, no)
);

create table cases.rating (
  code text not null,
  unit text not null,
  score smallint not null check (score between 1 and 5),
  reasons jsonb not null,
  text text,
  by text not null,
  at timestamptz not null,
  primary key (code, unit)
);

-- A form that is not filed yet, sealed whole.
create table cases.draft (
  id uuid primary key,
  account text not null,
  procedure text not null,
  definition text not null,
  body bytea not null,
  saved_at timestamptz not null
);
create index draft_account on cases.draft (account, saved_at);

-- Serials of case codes, leased in blocks per agency and day; gaps are allowed.
create table cases.serial_block (
  agency text not null,
  on_day date not null,
  next int not null,
  primary key (agency, on_day)
);

-- Open work per queue. Every act adds its difference as a row, so that no two acts wait for one counter; a job folds them.
create table cases.counter (
  unit text not null,
  role text not null,
  procedure text not null,
  open int not null,
  overdue int not null,
  waiting int not null,
  primary key (unit, role, procedure)
);
create table cases.counter_change (
  id bigint generated always as identity primary key,
  unit text not null,
  role text not null,
  procedure text not null,
  open smallint not null,
  overdue smallint not null,
  waiting smallint not null
);
create index counter_change_queue on cases.counter_change (unit, role);

-- What the module remembers of itself: the calendar by which deadlines were last computed.
create table cases.mark (
  name text primary key,
  value text not null
);
