-- The visits of a case's steps, each a row: in the case's own row they were rewritten whole by every act, and took more to read
-- and write than all the rest of it.
create table cases.visit (
  code text not null,
  unit text not null,
  no smallint not null,
  step text not null,
  at_unit text not null,
  role text not null,
  limit_amount smallint,
  limit_unit text,
  started_at timestamptz not null,
  due_at timestamptz,
  assignee text,
  touched boolean not null,
  ended_at timestamptz,
  ended_by text,
  outcome text,
  primary key (code, unit, no)
);
insert into cases.visit
select c.code, c.unit, (v ->> 'no')::smallint, v ->> 'step', v ->> 'unit', v ->> 'role', (v -> 'limit' ->> 'amount')::smallint,
  v -> 'limit' ->> 'unit', (v ->> 'startedAt')::timestamptz, (v ->> 'dueAt')::timestamptz, v ->> 'assignee', (v ->> 'touched')::boolean,
  (v ->> 'endedAt')::timestamptz, v ->> 'endedBy', v ->> 'outcome'
from cases.case c cross join lateral jsonb_array_elements(c.visits) v;
alter table cases.case drop column visits;
