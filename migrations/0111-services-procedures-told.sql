-- The version of each procedure of which its followers know. What is not here yet was there before anybody could follow it.
create table services.procedure_told (
  procedure text primary key,
  digest text not null,
  version int not null default 0
);
