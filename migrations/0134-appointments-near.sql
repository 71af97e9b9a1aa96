-- When the person who holds a number was told that their turn is near: once for each.
alter table appointments.ticket add column told_near_at timestamptz;
create index ticket_to_tell on appointments.ticket (day, centre) where state = 'waiting' and owner is not null and told_near_at is null;
