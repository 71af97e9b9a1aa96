-- Until when a person is owed the answer to what they say is wrong: reckoned by the calendar when they ask. Earlier requests get two
-- days, which is never later than two working days.
alter table profiles.correction add column due_at timestamptz;
update profiles.correction set due_at = asked_at + interval '2 days';
alter table profiles.correction alter column due_at set not null;
drop index profiles.correction_of_unit;
create index correction_of_unit on profiles.correction (unit, due_at) where settled_at is null;
