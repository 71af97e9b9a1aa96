-- The keys that values are sealed and looked up by, each itself sealed by the master secret, which is kept elsewhere. A sealed value
-- names its key by `number`; 0 is the key of what was sealed before values named theirs.
create table core.key (
  use text not null check (use in ('seal', 'digest', 'code')),
  number int not null,
  wrapped bytea not null,
  created_at timestamptz not null default now(),
  -- every process knows the key by then
  seals_from timestamptz not null default now(),
  -- from when it gives way to a younger one, and since when nothing is left under it
  leaving_at timestamptz,
  retired_at timestamptz,
  primary key (use, number)
);

-- A database with people in it was sealed straight by the secret: its keys go on holding.
insert into core.mark (name, value) select 'sealed-by-secret', 'yes' where to_regclass('people.account') is not null;
