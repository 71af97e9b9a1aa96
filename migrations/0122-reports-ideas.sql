-- What people propose (hiến kế). It is read by its unit's desk before everybody sees it; each account votes once.
create table reports.idea (
  code text primary key,
  version int not null,
  state text not null check (state in ('submitted', 'open', 'answered', 'declined')),
  origin text not null default 'live' check (origin in ('live', 'import', 'demo')),
  unit text not null,
  title text not null,
  text text not null,
  author text not null,
  -- the author's name, where they want it to be read
  author_name text,
  submitted_at timestamptz not null,
  outcome text check (outcome in ('adopted', 'studied', 'not-adopted')),
  answer text,
  answered_at timestamptz
);
create index idea_open on reports.idea (submitted_at, code) where state in ('open', 'answered');
create index idea_unit on reports.idea (unit, state, submitted_at);
create index idea_author on reports.idea (author, submitted_at);

create table reports.vote (
  idea text not null references reports.idea (code),
  account text not null,
  at timestamptz not null,
  primary key (idea, account)
);

-- An answer to a survey. `who` is a keyed digest of account and survey: one answer each, and no way back to the person.
create table reports.survey_answer (
  survey text not null,
  who bytea not null,
  on_day date not null,
  answers jsonb not null,
  primary key (survey, who)
);
