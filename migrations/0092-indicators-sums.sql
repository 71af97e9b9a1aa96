-- The sum of whole numbers that fit: PostgreSQL's own sum of bigints carries a wider number for each group, which costs cells of many
-- places several times as much.
create aggregate indicators.total(bigint) (
  sfunc = pg_catalog.int8pl, stype = bigint, combinefunc = pg_catalog.int8pl, parallel = safe
);
