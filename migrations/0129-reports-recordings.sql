-- What people have spoken or filmed for a report: for those who work on it alone, as the device made it. Without a code it is on its
-- way, and nothing says whose it is: the id, which nobody guesses, is the right to use it, once.
create table reports.recording (
  id uuid primary key,
  code text references reports.report (code),
  media text not null check (media in ('audio', 'video')),
  type text not null,
  digest text not null,
  size_bytes int not null,
  created_at timestamptz not null
);
create index recording_code on reports.recording (code, created_at) where code is not null;
create index recording_unused on reports.recording (created_at) where code is null;
