-- Looked up by its number an event is only when it was parked, or is to be proven: numbers rise with the table, so that a summary of
-- its pages finds one in milliseconds, and costs the writing of events next to nothing.
drop index core.event_by_seq;
create index event_by_seq on core.event using brin (seq) with (pages_per_range = 32);

-- Nobody looks for answers by their time.
drop index core.idempotency_created;
