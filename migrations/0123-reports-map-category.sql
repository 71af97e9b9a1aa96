-- One kind of report within a view: the box alone would read every other kind in it, too.
create index map_point_category on reports.map_point (category, (place[0]), (place[1]));
