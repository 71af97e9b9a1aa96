-- The first password of an official comes from another's hand: until it is changed, it opens nothing but its own change.
alter table people.account add column must_change boolean not null default false;
