import { useQuery } from '@tanstack/react-query'
import { ask } from '../api.ts'
import { useReports } from '../messages/use-reports.ts'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { TableBox } from '../ui/table-box.tsx'
import pageStyles from './page.module.css'
import styles from './reports.module.css'

const shown = 15

/** How units answer, for everybody; a unit that answered nothing is not ranked. */
export function Ranking() {
  const t = useReports()
  const format = useFormat()
  const locale = useLocale()
  const { data } = useQuery({ ...ask('reports.ranking', { days: 90 }), staleTime: 5 * 60_000 })
  const items = (data?.items ?? []).filter(({ answered }) => answered > 0)
  if (items.length === 0) return null
  const share = (part: number, whole: number) => (whole === 0 ? '–' : format.percent(part / whole, 0))
  return (
    <section className={pageStyles.section}>
      <h2>{t.ranking}</h2>
      <p className={styles.lead}>{t.rankingLead}</p>
      <TableBox label={t.ranking}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t.rank.unit}</th>
              <th scope="col">{t.rank.answered}</th>
              <th scope="col">{t.rank.onTime}</th>
              <th scope="col">{t.rank.late}</th>
              <th scope="col">{t.rank.median}</th>
              <th scope="col">{t.rank.satisfied}</th>
            </tr>
          </thead>
          <tbody>
            {items.slice(0, shown).map((row) => (
              <tr key={row.unit.code}>
                <th scope="row">{say(row.unit.name, locale)}</th>
                <td>{format.number(row.answered)}</td>
                <td>{share(row.onTime, row.answered)}</td>
                <td>{format.number(row.late)}</td>
                <td>{row.medianHours === null ? '–' : format.number(row.medianHours)}</td>
                <td>{share(row.satisfied, row.ratings)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </section>
  )
}
