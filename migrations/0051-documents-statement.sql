-- What a document says, as data: the SHA-256 of its JSON file, whose content is sealed with the page's.
alter table documents.document add column data_digest text;
