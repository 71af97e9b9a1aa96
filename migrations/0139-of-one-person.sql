-- What is one person's, where no list of theirs had asked for it yet: for the page of their data, the copy, the erasure.
create index answer_of_account on services.answer (account) where account is not null;
create index vote_of_account on reports.vote (account);
create index ticket_of_owner on appointments.ticket (owner) where owner is not null;
create index correction_of_account on profiles.correction (account);
