-- Two problems in one report: the second goes on as a report of its own.
alter table reports.report add column split_from text references reports.report (code);
create index report_split on reports.report (split_from) where split_from is not null;
