-- The facts that undo others, in the order of the log: few, and looked up for each stretch of it.
create index event_undoing on core.event (epoch, written_in, seq) where undoes is not null;

-- Cells are added place by place in the statement itself.
drop function indicators.plus;
