-- Counts of one procedure over all units.
create index counter_procedure on cases.counter (procedure);
