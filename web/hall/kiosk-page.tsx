import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useCommand, type Output } from '../api.ts'
import { Mark } from '../components/mark.tsx'
import { QueryState } from '../components/query-state.tsx'
import { useMe } from '../components/use-me.ts'
import { useNow } from '../components/use-now.ts'
import { useWaitWords } from '../components/wait-words.ts'
import { useAppointments } from '../messages/use-appointments.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { Notice } from '../ui/notice.tsx'
import { useDocumentTitle } from '../ui/page-title.tsx'
import { EmptyState } from '../ui/state.tsx'
import { KioskCheckIn } from './kiosk-check-in.tsx'
import { kioskKey } from './kiosk-key.ts'
import { Slip } from './slip.tsx'
import { useHall, type Hall } from './use-hall.ts'
import styles from './kiosk.module.css'

export type Ticket = Output<'appointments.take-ticket'>

/** Where people take a number: large buttons, one touch, a slip. Whoever has an appointment holds its code to the scanner. */
export function KioskPage() {
  const { kiosk: t } = useAppointments()
  const { house } = useMessages()
  const { unit = '' } = useParams({ strict: false })
  const { hall } = useHall(unit)
  const [key] = useState(() => kioskKey(unit))
  const me = useMe()
  const [ticket, setTicket] = useState<Ticket>()
  useDocumentTitle(t.title, house)
  const isSet = key !== undefined || (me.data?.posts ?? []).some((post) => post.unit === unit)
  return (
    <QueryState query={hall}>
      {(found) => (
        <div className={styles.screen}>
          <Head hall={found} />
          <main id="content" className={styles.main}>
            {!me.isPending && !isSet && <EmptyState title={t.notSet} text={t.notSetText} />}
            {isSet && !found.giving && <EmptyState title={t.closed} text={t.closedText} />}
            {isSet && found.giving && !ticket && <Choose hall={found} keyOfKiosk={key} onTicket={setTicket} />}
            {ticket && <Slip ticket={ticket} onDone={() => setTicket(undefined)} />}
          </main>
        </div>
      )}
    </QueryState>
  )
}

function Head({ hall: { centre } }: { hall: Hall }) {
  const { kiosk: t } = useAppointments()
  const locale = useLocale()
  const format = useFormat()
  const now = useNow(1_000)
  return (
    <header className={styles.head}>
      <Mark />
      <div>
        <h1>{t.title}</h1>
        <p>{say(centre.name, locale)}</p>
      </div>
      <time dateTime={now.toISOString()}>{format.time(now)}</time>
    </header>
  )
}

type ChooseProps = { hall: Hall; keyOfKiosk: string | undefined; onTicket: (ticket: Ticket) => void }

function Choose({ hall, keyOfKiosk, onTicket }: ChooseProps) {
  const { kiosk: t, hall: words } = useAppointments()
  const waitWords = useWaitWords()
  const locale = useLocale()
  const [priority, setPriority] = useState(false)
  const take = useCommand('appointments.take-ticket', ['appointments.hall'])
  const at = { centre: hall.centre.code, ...(keyOfKiosk !== undefined && { key: keyOfKiosk }) }
  return (
    <>
      <p className={styles.lead}>{t.lead}</p>
      {take.error && (
        <Notice kind="bad" announce>
          {take.error.message}
        </Notice>
      )}
      <ul className={styles.groups}>
        {hall.groups.map((group) => (
          <li key={group.letter}>
            <button
              type="button"
              className={styles.group}
              aria-disabled={take.isPending}
              onClick={() =>
                take.isPending || take.mutate({ ...at, letter: group.letter, priority }, { onSuccess: onTicket })
              }
            >
              <span className={styles.letter} aria-hidden>
                {group.letter}
              </span>
              <span className={styles.words}>
                <strong>{say(group.name, locale)}</strong>
                <span>
                  {group.waiting === 0 ? words.nobody : words.waiting(group.waiting)}
                  {group.estimate && ` · ${t.estimate(waitWords(group.estimate))}`}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <label className={styles.priority}>
        <input type="checkbox" checked={priority} onChange={(event) => setPriority(event.target.checked)} />
        {t.priority}
        <small>{t.priorityText}</small>
      </label>
      <KioskCheckIn at={at} onTicket={onTicket} />
    </>
  )
}
