create schema reports;

-- A citizen's report (phản ánh, kiến nghị). Its unit changes with transfers, its commune never does. What was written stays
-- here and inside; `public_text`, the shown place and the shown photos are what the desk has cleared for everybody.
create table reports.report (
  code text primary key,
  version int not null,
  state text not null,
  origin text not null default 'live' check (origin in ('live', 'import', 'demo')),
  category text not null,
  definition text not null,
  channel text not null check (channel in ('online', 'hotline', 'counter', 'open311')),
  commune text not null,
  unit text not null,
  urgent boolean not null default false,
  assignee text,
  submitted_at timestamptz not null,
  accepted_at timestamptz,
  transferred_at timestamptz,
  answered_at timestamptz,
  published_at timestamptz,
  ended_at timestamptz,
  due_at timestamptz,
  escalate_at timestamptz,
  overdue boolean not null default false,
  escalated smallint not null default 0,
  reopenings smallint not null default 0,
  supplements smallint not null default 0,
  visible boolean not null default false,
  merged_into text references reports.report (code),
  merged_from text,
  score smallint check (score between 1 and 5),
  -- what its time left is counted to; whoever waits for others comes last
  sort_at timestamptz not null,
  place point,
  shown_place point,
  address text,
  text text not null,
  public_text text,
  answer text,
  details jsonb not null default '{}',
  owner text,
  filed_by text,
  -- name, phone and e-mail, sealed; null where nobody is named
  sender bytea,
  show_name boolean not null default false
);
create index report_desk on reports.report (unit, sort_at, code) where ended_at is null;
create index report_open on reports.report (sort_at, code) where ended_at is null;
create index report_assignee on reports.report (assignee, sort_at, code) where ended_at is null and assignee is not null;
create index report_unit on reports.report (unit, submitted_at, code);
create index report_all on reports.report (submitted_at, code);
create index report_owner on reports.report (owner, submitted_at) where owner is not null;
create index report_merged on reports.report (merged_into) where merged_into is not null;
create index report_due on reports.report (due_at) where not overdue and ended_at is null and due_at is not null;
create index report_escalate on reports.report (escalate_at) where escalate_at is not null;

-- A picture of a report, drawn anew from what was sent, so that nothing rides in it. Everybody sees `masked`, on which the desk
-- has covered faces and plates, or else the picture, and only while it is `shown`.
create table reports.photo (
  code text not null references reports.report (code),
  no smallint not null,
  moment text not null check (moment in ('before', 'after')),
  digest text not null,
  small text not null,
  masked text,
  masked_small text,
  shown boolean not null default false,
  width int not null,
  height int not null,
  -- what the camera wrote, before it was taken out
  taken_at timestamptz,
  taken_place point,
  added_at timestamptz not null,
  added_by text not null,
  primary key (code, no)
);

-- Pictures on their way: drawn anew already, not yet part of a report. Nothing says whose they are, so that an anonymous report
-- stays anonymous: the id, which nobody guesses, is the right to use one, once.
create table reports.upload (
  id uuid primary key,
  digest text not null,
  small text not null,
  width int not null,
  height int not null,
  taken_at timestamptz,
  taken_place point,
  created_at timestamptz not null
);
create index upload_created on reports.upload (created_at);

-- What people wrote in an act; `no` is the report's version after it. `public` ones stand on the page that everybody sees.
create table reports.note (
  code text not null references reports.report (code),
  no int not null,
  at timestamptz not null,
  act text not null,
  by text not null,
  text text not null,
  public boolean not null default false,
  primary key (code, no)
);

-- Who also met it, follows it or likes it: one each a person.
create table reports.support (
  code text not null references reports.report (code),
  kind text not null check (kind in ('met', 'follow', 'like')),
  account text not null,
  at timestamptz not null,
  primary key (code, kind, account)
);
create index support_account on reports.support (account, at);

-- Keyed digests of the accounts and addresses that sent something in the last day: what a flood is told by.
create table reports.sending (
  who bytea not null,
  at timestamptz not null
);
create index sending_who on reports.sending (who, at);
create index sending_at on reports.sending (at);

create index report_visible on reports.report (submitted_at, code) where visible;
create index report_visible_commune on reports.report (commune, submitted_at, code) where visible;
create index report_visible_category on reports.report (category, submitted_at, code) where visible;
