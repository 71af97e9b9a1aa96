import { IconCalendarPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { RowLink } from '../components/row-link.tsx'
import { useMe } from '../components/use-me.ts'
import { useMine } from '../components/use-mine.ts'
import { useAppointments } from '../messages/use-appointments.ts'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState, Skeleton } from '../ui/state.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { statusOfBooking, useBookingWords, type Booking } from './appointment-words.ts'
import listStyles from '../ui/list.module.css'
import styles from './page.module.css'

/** My appointments: those to come, the nearest first, then those that were. */
export function AppointmentsPage() {
  const t = useAppointments()
  const { house, signIn } = useMessages()
  const me = useMe()
  return (
    <div className={styles.narrow}>
      <PageTitle title={t.title} lead={t.lead} house={house} />
      {me.data?.kind === 'citizen' && <Mine />}
      {me.data && me.data.kind !== 'citizen' && (
        <EmptyState
          title={t.none}
          text={t.signInText}
          action={
            <Link className={buttonClass()} to={paths.signIn} search={{ next: paths.appointments }}>
              {signIn}
            </Link>
          }
        />
      )}
    </div>
  )
}

function Mine() {
  const t = useAppointments()
  const { loading } = useMessages()
  const found = useQuery({ ...ask('appointments.list-mine', {}), staleTime: 0 })
  useMine(['appointments.list-mine'])
  const toBook = (
    <Link className={buttonClass()} to={paths.appointmentBook}>
      <IconCalendarPlus size={20} aria-hidden /> {t.book}
    </Link>
  )
  return (
    <QueryState query={found} waiting={<Skeleton lines={6} label={loading} />}>
      {({ items }) => {
        const coming = items.filter(({ state }) => state === 'booked').toReversed()
        const past = items.filter(({ state }) => state !== 'booked')
        if (items.length === 0) return <EmptyState title={t.none} text={t.noneText} action={toBook} />
        return (
          <>
            <p>{toBook}</p>
            <Rows title={t.coming} items={coming} />
            <Rows title={t.past} items={past} />
          </>
        )
      }}
    </QueryState>
  )
}

function Rows({ title, items }: { title: string; items: readonly Booking[] }) {
  const t = useAppointments()
  const locale = useLocale()
  const words = useBookingWords()
  if (items.length === 0) return null
  return (
    <section className={styles.section}>
      <h2>{title}</h2>
      <ul className={listStyles.list}>
        {items.map((one) => (
          <li key={one.code}>
            <RowLink
              to={paths.appointment}
              params={{ code: one.code }}
              title={words.when(one.startsAt)}
              note={`${words.about(one)} · ${say(one.centre.name, locale)}`}
              mark={<StatusMark status={statusOfBooking[one.state]}>{t.states[one.state]}</StatusMark>}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
