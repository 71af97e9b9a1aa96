-- What the platform proposes to a person after one of their cases (NĐ 224/2026 Đ16). Its prepared answers are sealed.
create table profiles.proposal (
  id uuid primary key,
  account text not null,
  definition text not null,
  case_code text not null,
  unit text not null,
  procedure text not null,
  others text[] not null,
  level smallint not null check (level between 1 and 4),
  prepared bytea not null,
  state text not null check (state in ('open', 'accepted', 'refused', 'done', 'carried-out', 'undone', 'withdrawn')),
  made_at timestamptz not null,
  until timestamptz not null,
  answered_at timestamptz,
  result_case text,
  version int not null default 1,
  unique (definition, case_code)
);
create index proposal_of_account on profiles.proposal (account, made_at);
create index proposal_of_case on profiles.proposal (case_code);
create index proposal_to_carry_out on profiles.proposal (made_at) where state = 'open' and level = 4;

-- What a person has said of a kind of proposal once and for all: no more of it (Đ17), or do it for me (level 4).
create table profiles.choice (
  account text not null,
  definition text not null,
  choice text not null check (choice in ('never', 'automatic')),
  chosen_at timestamptz not null,
  primary key (account, definition)
);
-- Choices come and go: their facts are numbered all the same.
create table profiles.choice_version (
  account text not null,
  definition text not null,
  version int not null default 1,
  primary key (account, definition)
);
