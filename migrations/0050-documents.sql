create schema documents;

-- Numbers run per unit, sign and year: 12/PBS-TTPVHCC.
create table documents.serial (
  unit text not null,
  sign text not null,
  year int not null,
  last int not null,
  primary key (unit, sign, year)
);

-- What was issued. `content` (issuer, names, fields) is sealed; `digest` is that of the content before sealing, and stands in
-- the event log too. The PDF is made from the content when it is first asked for, and then kept.
create table documents.document (
  code text primary key,
  kind text not null,
  record text not null,
  unit text not null,
  unit_name text not null,
  number text not null,
  procedure_name text,
  case_code text,
  holder text not null,
  issued_at timestamptz not null,
  issued_by text not null,
  digest text not null,
  content bytea not null,
  file_digest text,
  file_sealed text,
  version int not null default 1,
  revoked_at timestamptz,
  revoked_because text
);
create index document_of_record on documents.document (record, issued_at);
