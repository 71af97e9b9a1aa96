-- Where a person lives, chosen by themselves: what concerns a commune's people is told to them.
alter table people.account add column commune text;
create index account_of_commune on people.account (commune, id) where ended_at is null;
create index account_reachable on people.account (id) where ended_at is null;
