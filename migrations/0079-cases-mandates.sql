-- Under which mandate a case was filed: whoever filed it then acts by the mandate alone, and for as long as it is in force.
alter table cases.case add column mandate uuid;
create index case_mandate on cases.case (mandate, submitted_at) where mandate is not null;
