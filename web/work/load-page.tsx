import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ask, Problem, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useLive } from '../live.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Meter } from '../ui/meter.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { Picker } from '../ui/picker.tsx'
import { EmptyState } from '../ui/state.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { TableBox } from '../ui/table-box.tsx'
import { Absence } from './absence.tsx'
import { Balance } from './balance-panel.tsx'
import { useOfficial } from './session.ts'
import { useWork } from './use-work.ts'
import styles from './work.module.css'

export type Load = Output<'cases.load'>

/** How much each person of a unit has; what nobody has; who is away. */
export function LoadPage() {
  const { house } = useMessages()
  const { load } = useWork()
  const { posts, units } = useOfficial()
  const leads = posts.some((post) => post.leads)
  const asked: { unit?: string } = useSearch({ strict: false })
  const unit = asked.unit ?? units[0] ?? ''
  useLive(leads ? [`cases:${unit}`] : [], ['cases.load'])
  const found = useQuery({ ...ask('cases.load', { unit }), enabled: leads, retry: false })
  const mayNot = !leads || (found.error instanceof Problem && found.error.status === 403)
  return (
    <main id="content" className={`${styles.page} ${styles.dense}`}>
      <PageTitle title={load.title} lead={load.lead} house={house} />
      <div className={styles.columns}>
        <div className={styles.stack}>
          {leads && <UnitChoice unit={unit} />}
          {mayNot ? (
            <EmptyState title={load.notLeader} text={load.notLeaderText} />
          ) : (
            <QueryState query={found}>{(data) => <Staff found={data} />}</QueryState>
          )}
        </div>
        <Absence />
      </div>
    </main>
  )
}

function UnitChoice({ unit }: { unit: string }) {
  const { load, search } = useWork()
  const locale = useLocale()
  const navigate = useNavigate()
  const units = useQuery({ ...ask('units.list', {}), staleTime: 60 * 60_000 })
  return (
    <Picker
      frame={{ id: 'load-unit', label: load.unit }}
      options={(units.data?.items ?? []).map((one) => ({ value: one.code, label: say(one.name, locale) }))}
      value={unit}
      onChange={(next) => next && void navigate({ to: paths.workLoad, search: { unit: next } })}
      nothing={search.unitNothing}
    />
  )
}

function Staff({ found }: { found: Load }) {
  const { load } = useWork()
  if (found.staff.length === 0) return <EmptyState title={load.empty} />
  const most = Math.max(1, ...found.staff.map((one) => one.open))
  const busiest = found.staff.toSorted((one, other) => other.overdue - one.overdue || other.open - one.open)
  return (
    <>
      <Balance found={found} />
      <TableBox label={load.title}>
        <table className={`${styles.table} ${styles.cards}`}>
          <thead>
            <tr>
              <th scope="col">{load.person}</th>
              <th scope="col">{load.open}</th>
              <th scope="col" className={styles.number}>
                {load.overdue}
              </th>
              <th scope="col" className={styles.number}>
                {load.dueSoon}
              </th>
              <th scope="col" className={styles.number}>
                {load.done}
              </th>
            </tr>
          </thead>
          <tbody>
            {busiest.map((one) => (
              <StaffRow key={one.person.id} one={one} most={most} />
            ))}
          </tbody>
        </table>
      </TableBox>
    </>
  )
}

function StaffRow({ one, most }: { one: Load['staff'][number]; most: number }) {
  const { load } = useWork()
  const format = useFormat()
  const locale = useLocale()
  return (
    <tr>
      <th scope="row">
        {one.person.name} {one.away && <StatusMark status="unknown">{load.away}</StatusMark>}
        <small>{one.roleNames.map((name) => say(name, locale)).join(', ')}</small>
      </th>
      <td>
        <span className={styles.loadBar}>
          <span className={styles.number}>{format.number(one.open)}</span>
          <Meter
            part={one.open / most}
            label={`${load.open}: ${one.person.name}`}
            status={one.overdue > 0 ? 'bad' : 'active'}
          />
        </span>
      </td>
      <td data-label={load.overdue} className={`${styles.number} ${one.overdue > 0 ? styles.bad : ''}`}>
        {format.number(one.overdue)}
      </td>
      <td data-label={load.dueSoon} className={styles.number}>
        {format.number(one.dueSoon)}
      </td>
      <td data-label={load.done} className={styles.number}>
        {format.number(one.doneThisMonth)}
      </td>
    </tr>
  )
}
