-- Cells of whole years ('y', start_on its first day), made from the months: what is carried forward from the beginning, and a period of
-- a year or more, are then a few rows a unit however many years the province has counted.
do $$
declare
  part record;
begin
  for part in select * from (values ('cell', ''), ('cell_procedure', 'procedure,'), ('cell_channel', 'channel,')) as p(name, key) loop
    execute format(
      'insert into indicators.%1$I (unit, grain, start_on, %2$s n)
       select unit, ''y'', year, %2$s array_agg(total order by place) from (
         select c.unit, date_trunc(''year'', c.start_on)::date as year, %2$s place, nullif(sum(x), 0)::bigint as total
         from indicators.%1$I c cross join lateral unnest(c.n) with ordinality as one(x, place)
         where c.grain = ''m'' group by 1, 2, %2$s place) sums
       group by unit, year%3$s', part.name, part.key, rtrim(',' || part.key, ','));
  end loop;
end $$;
