-- A queue narrowed to one procedure is found in the index alone: without the procedure in it, every case of the queue was fetched to be
-- looked at.
drop index cases.case_queue;
create index case_queue on cases.case (work_unit, role, sort_at, code, procedure) where ended_at is null;
drop index cases.case_work_unit;
create index case_work_unit on cases.case (work_unit, sort_at, code, procedure) where ended_at is null;
