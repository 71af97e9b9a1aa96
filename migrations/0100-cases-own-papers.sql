-- A paper that was handed in again from the applicant's own store: which one, and the document whose file it is where the
-- province issued it. Its digest is that of the content as issued; the bytes stay with the document.
alter table cases.paper add column document text;
alter table cases.paper add column own_paper text;
