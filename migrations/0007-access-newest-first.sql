-- Whoever asks who looked at their records asks for the newest first; the actor stands in the index, so that own reads are passed over there.
drop index core.access_subject;
create index access_subject on core.access (subject, id desc) include (actor);
