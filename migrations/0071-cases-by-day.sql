-- Newest first over all units: search without words, and a reception's register of a span of days.
create index case_submitted on cases.case (submitted_at, code);
