-- All uploads of one person: what their page counts, their copy holds, their erasure takes.
create index upload_of_owner on core.upload (owner);
