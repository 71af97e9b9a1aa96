-- The open work of one unit in all roles, by time left: what its head sees.
create index case_work_unit on cases.case (work_unit, sort_at, code) where ended_at is null;
