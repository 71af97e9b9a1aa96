-- What the reception answers a person who said that a value is wrong; sealed like the claim.
alter table profiles.correction add column answer bytea;
