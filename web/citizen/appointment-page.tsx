import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, useCommand } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useMine } from '../components/use-mine.ts'
import { useNow } from '../components/use-now.ts'
import { useAppointments } from '../messages/use-appointments.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { Qr } from '../ui/qr.tsx'
import { Skeleton } from '../ui/state.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { statusOfBooking, useBookingWords, type Booking } from './appointment-words.ts'
import { Wait } from './wait.tsx'
import page from './page.module.css'
import styles from './appointments.module.css'

/** One appointment: when and where in large letters, its code for the kiosk, and the wait once its person has come. */
export function AppointmentPage() {
  const { loading } = useMessages()
  const { code = '' } = useParams({ strict: false })
  const found = useQuery({ ...ask('appointments.get', { code }), staleTime: 0 })
  useMine(['appointments.get'])
  return (
    <div className={page.narrow}>
      <QueryState query={found} waiting={<Skeleton lines={9} label={loading} />}>
        {(booking) => <Appointment booking={booking} />}
      </QueryState>
    </div>
  )
}

function Appointment({ booking }: { booking: Booking }) {
  const t = useAppointments()
  const { house } = useMessages()
  const format = useFormat()
  return (
    <>
      <PageTitle
        title={t.one.title}
        house={house}
        above={
          <p>
            <StatusMark status={statusOfBooking[booking.state]}>{t.states[booking.state]}</StatusMark>
          </p>
        }
      />
      <p className={styles.when}>
        <time className={styles.clock} dateTime={booking.startsAt}>
          {format.time(booking.startsAt)}
        </time>
        <span className={styles.day}>
          {format.weekday(booking.startsAt)}
          <br />
          {format.date(booking.startsAt)}
        </span>
      </p>
      {booking.ticket && booking.ticket.state !== 'served' && <Wait id={booking.ticket.id} titled />}
      {booking.state === 'booked' && <CheckIn booking={booking} />}
      {booking.state === 'missed' && <Notice kind="watch">{t.one.missed}</Notice>}
      {booking.state === 'cancelled' && <Notice>{t.one.cancelled}</Notice>}
      <Facts booking={booking} />
      {booking.state === 'booked' ? <Acts booking={booking} /> : <Again booking={booking} />}
    </>
  )
}

function CheckIn({ booking: { code, checkIn } }: { booking: Booking }) {
  const t = useAppointments()
  const format = useFormat()
  return (
    <div className={styles.pass}>
      <div className={styles.code}>
        <Qr text={code} label={t.one.qr} size={208} />
        <p className={styles.codeText}>{code}</p>
      </div>
      <div className={styles.how}>
        <p>{t.one.qrText(format.time(checkIn.from), format.time(checkIn.until))}</p>
        <p>
          <Link to={paths.personalQr}>{t.one.personal}</Link>
        </p>
        <p>{t.one.first}</p>
      </div>
    </div>
  )
}

function Facts({ booking }: { booking: Booking }) {
  const t = useAppointments()
  const locale = useLocale()
  const words = useBookingWords()
  return (
    <dl className={`${page.facts} ${page.section}`}>
      <div>
        <dt>{t.one.about}</dt>
        <dd>{words.about(booking)}</dd>
      </div>
      <div>
        <dt>{t.one.place}</dt>
        <dd>{say(booking.centre.name, locale)}</dd>
      </div>
      <div>
        <dt>{t.one.group}</dt>
        <dd>
          {booking.group.letter} – {say(booking.group.name, locale)}
        </dd>
      </div>
    </dl>
  )
}

const searchOf = ({ procedure, caseCode, centre }: Booking) => ({
  noi: centre.code,
  ...(procedure && { thutuc: procedure.code }),
  ...(caseCode !== undefined && { hoso: caseCode }),
})

function Acts({ booking }: { booking: Booking }) {
  const t = useAppointments()
  const { cancel } = useMessages()
  const [asking, setAsking] = useState(false)
  const drop = useCommand('appointments.cancel', ['appointments.get', 'appointments.list-mine'])
  const movable = Date.parse(booking.changeUntil) >= useNow(60_000).getTime()
  if (asking)
    return (
      <Confirm
        danger
        title={t.one.cancelTitle}
        confirm={t.one.cancelConfirm}
        cancel={cancel}
        busy={drop.isPending}
        onCancel={() => setAsking(false)}
        onConfirm={() => drop.mutate({ code: booking.code, version: booking.version })}
      >
        <p>{t.one.cancelText}</p>
        {drop.isError && (
          <Notice kind="bad" announce>
            {drop.error.message}
          </Notice>
        )}
      </Confirm>
    )
  return (
    <>
      <div className={`${page.actions} ${page.section}`}>
        {movable && (
          <Link
            className={buttonClass({ kind: 'secondary' })}
            to={paths.appointmentBook}
            search={{ ...searchOf(booking), doi: booking.code }}
          >
            {t.one.change}
          </Link>
        )}
        <Button kind="danger" onClick={() => setAsking(true)}>
          {t.one.cancel}
        </Button>
      </div>
      {!movable && <p className={styles.quiet}>{t.one.changeLate}</p>}
    </>
  )
}

function Again({ booking }: { booking: Booking }) {
  const t = useAppointments()
  return (
    <p className={page.section}>
      <Link className={buttonClass({ kind: 'secondary' })} to={paths.appointmentBook} search={searchOf(booking)}>
        {t.one.again}
      </Link>
    </p>
  )
}
