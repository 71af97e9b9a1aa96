import { sql } from 'kysely'
import type { Db } from '#core/db'

export type Rank = {
  unit: string
  received: number
  answered: number
  onTime: number
  late: number
  medianHours: number | null
  ratings: number
  satisfied: number
}

/** How each unit has dealt with its reports since a moment, from the facts; what is late now, from the reports. */
export async function listRanks(db: Db, since: Date): Promise<Rank[]> {
  const { rows } = await sql<Rank>`
    with fact as (
      select e.unit, e.type, e.payload from core.event e
      where e.type in ('reports.accepted', 'reports.received', 'reports.answered', 'reports.rated')
        and e.occurred_at >= ${since.toISOString()}::timestamptz
    ), done as (
      select unit, count(*) filter (where type in ('reports.accepted', 'reports.received')) as received,
        count(*) filter (where type = 'reports.answered') as answered,
        count(*) filter (where type = 'reports.answered' and (payload ->> 'onTime')::boolean) as on_time,
        percentile_cont(0.5) within group (order by (payload ->> 'workingMinutes')::int) filter (where type = 'reports.answered') / 60 as hours,
        count(*) filter (where type = 'reports.rated') as ratings,
        count(*) filter (where type = 'reports.rated' and (payload ->> 'satisfied')::boolean) as satisfied
      from fact group by unit
    ), late as (select unit, count(*) as n from reports.report where overdue and ended_at is null group by unit)
    select coalesce(d.unit, l.unit) as unit, coalesce(d.received, 0) as received, coalesce(d.answered, 0) as answered,
      coalesce(d.on_time, 0) as "onTime", coalesce(l.n, 0) as late, round(d.hours::numeric, 1)::float8 as "medianHours",
      coalesce(d.ratings, 0) as ratings, coalesce(d.satisfied, 0) as satisfied
    from done d full join late l on l.unit = d.unit
    order by d.on_time::float8 / nullif(d.answered, 0) desc nulls last, d.answered desc, 1`.execute(db)
  return rows
}
