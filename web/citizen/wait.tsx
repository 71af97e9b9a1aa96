import { IconBell } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask, useCommand, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useMe } from '../components/use-me.ts'
import { useWaitWords } from '../components/wait-words.ts'
import { useLive } from '../live.ts'
import { useAppointments } from '../messages/use-appointments.ts'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import styles from './appointments.module.css'

type Ticket = Output<'appointments.ticket'>

/** A number and how it stands, live: how many are before it, and about how long, or the counter that calls it. */
export function Wait({ id, titled }: { id: string; titled?: boolean }) {
  const found = useQuery({ ...ask('appointments.ticket', { id }), staleTime: 0, refetchInterval: 60_000 })
  const centre = found.data?.centre.code
  useLive(centre === undefined ? [] : [`hall:${centre}`], ['appointments.ticket', 'appointments.get'])
  return <QueryState query={found}>{(ticket) => <Number ticket={ticket} titled={titled ?? false} />}</QueryState>
}

function Number({ ticket, titled }: { ticket: Ticket; titled: boolean }) {
  const { wait: t } = useAppointments()
  const locale = useLocale()
  return (
    <section className={styles.wait} data-state={ticket.state} aria-live="polite">
      {titled && <h2 className={styles.waitTitle}>{t.title}</h2>}
      <p className={styles.number}>{ticket.label}</p>
      <p className={styles.group}>{say(ticket.group.name, locale)}</p>
      <Standing ticket={ticket} />
      {ticket.state === 'waiting' && <Follow ticket={ticket} />}
      <p className={styles.quiet}>
        <Link to={paths.hall} params={{ unit: ticket.centre.code }}>
          {t.hall}
        </Link>
      </p>
    </section>
  )
}

/** Whoever holds a slip need not sit in the hall: by their account they are told when the turn is near. */
function Follow({ ticket: { id, followedBy } }: { ticket: Ticket }) {
  const { wait: t } = useAppointments()
  const me = useMe()
  const follow = useCommand('appointments.follow-ticket', ['appointments.ticket', 'services.home'])
  const kind = me.data?.kind
  if (followedBy === 'me') return <p className={styles.quiet}>{t.willTell}</p>
  // Whoever has not signed in may be the very person who follows it.
  if (followedBy === 'another') return kind === 'citizen' ? <p className={styles.quiet}>{t.otherFollows}</p> : null
  if (me.isPending || kind === 'official') return null
  if (kind !== 'citizen')
    return (
      <p className={styles.follow}>
        <Link to={paths.signIn} search={{ next: paths.ticket.replace('$id', id) }}>
          {t.signInToTell}
        </Link>
      </p>
    )
  return (
    <div className={styles.follow}>
      <Button busy={follow.isPending} onClick={() => follow.mutate({ id })}>
        <IconBell size={20} aria-hidden /> {t.tellMe}
      </Button>
      {follow.error && (
        <Notice kind="bad" announce>
          {follow.error.message}
        </Notice>
      )}
    </div>
  )
}

function Standing({ ticket }: { ticket: Ticket }) {
  const { state, ahead, estimate, counter = 0, calls, booked, turnFrom } = ticket
  const { wait: t } = useAppointments()
  const waitWords = useWaitWords()
  const format = useFormat()
  if (state === 'serving')
    return <p className={styles.called}>{calls > 1 ? t.calledAgain(counter, calls) : t.called(counter)}</p>
  if (state === 'served') return <p className={styles.ahead}>{t.served}</p>
  if (state === 'absent') return <p className={styles.ahead}>{t.absent}</p>
  return (
    <>
      <p className={styles.ahead}>{turnFrom ? t.aheadFrom(format.time(turnFrom), ahead) : t.ahead(ahead)}</p>
      <p className={styles.estimate}>
        {estimate ? (
          <>
            {t.estimate}: <strong>{waitWords(estimate)}</strong>
          </>
        ) : (
          t.unknown
        )}
      </p>
      {booked && <p className={styles.quiet}>{t.booked}</p>}
      {estimate && <p className={styles.quiet}>{t.how}</p>}
      <p className={styles.quiet}>{t.live}</p>
    </>
  )
}
