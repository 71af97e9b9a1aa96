import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useMe } from '../components/use-me.ts'
import { useFormat, useMessages } from '../messages/use-messages.ts'
import { discard, resend, startOutbox, useOutbox, type Entry } from '../outbox.ts'
import { Button } from '../ui/button.tsx'
import { StatusMark, type Status } from '../ui/status-mark.tsx'
import styles from './outbox-tray.module.css'

const isUnsent = ({ state }: Entry) => state !== 'sent'
const needsPerson = ({ state }: Entry) => state === 'refused' || state === 'sign-in'

/** What was made without a connection: how much waits, what became of it. Nothing is shown where nothing waits. */
export function OutboxTray() {
  const { outbox } = useMessages()
  const account = useSending()
  // Somebody else's words are nobody's business, though the device still keeps them.
  const entries = useOutbox().filter((entry) => [account, ''].includes(entry.account) || account === '')
  if (entries.length === 0) return null
  const attention = entries.filter(needsPerson).length
  const waiting = entries.filter(isUnsent).length - attention
  const summary = [
    attention > 0 && outbox.attention(attention),
    waiting > 0 && outbox.waiting(waiting),
    attention + waiting === 0 && outbox.sent(entries.length),
  ]
  return (
    <details className={styles.tray} open={attention > 0 || undefined}>
      <summary>
        <span role="status">{summary.filter(Boolean).join(' · ')}</span>
      </summary>
      <ul className={styles.list} aria-label={outbox.title}>
        {entries.map((entry) => (
          <EntryRow key={entry.id} entry={entry} signedIn={account !== ''} />
        ))}
      </ul>
    </details>
  )
}

/** Sends for whoever is here; what the pages show is asked anew when something has arrived. */
function useSending(): string {
  const me = useMe()
  const client = useQueryClient()
  const account = me.data?.signedIn ? me.data.id : ''
  useEffect(() => (me.isPending ? undefined : startOutbox(account)), [account, me.isPending])
  const sent = useOutbox().filter((entry) => !isUnsent(entry)).length
  const last = useRef(sent)
  useEffect(() => {
    if (sent > last.current) void client.invalidateQueries()
    last.current = sent
  }, [sent, client])
  return account
}

const marks: Record<Entry['state'], Status> = {
  waiting: 'unknown',
  sending: 'active',
  'sign-in': 'watch',
  refused: 'bad',
  sent: 'good',
}

function EntryRow({ entry, signedIn }: { entry: Entry; signedIn: boolean }) {
  const { outbox } = useMessages()
  const format = useFormat()
  const code = codeOf(entry.answer)
  return (
    <li className={styles.entry}>
      <div className={styles.what}>
        <p className={styles.title}>{entry.title}</p>
        <p className={styles.note}>
          {[format.dateTime(entry.writtenAt), code && outbox.code(code), entry.problem].filter(Boolean).join(' · ')}
        </p>
      </div>
      <StatusMark status={marks[entry.state]}>{outbox.state[entry.state]}</StatusMark>
      <span className={styles.acts}>
        {(entry.state === 'refused' || (entry.state === 'sign-in' && signedIn)) && (
          <Button kind="secondary" small onClick={() => void resend(entry)}>
            {entry.state === 'refused' ? outbox.resend : outbox.sendAsMe}
          </Button>
        )}
        {entry.state !== 'sending' && (
          <Button kind="plain" small onClick={() => void discard(entry)}>
            {isUnsent(entry) ? outbox.discard : outbox.done}
          </Button>
        )}
      </span>
    </li>
  )
}

/** By the code that the server gave, the person finds it again. */
function codeOf(answer: unknown): string | undefined {
  const code = typeof answer === 'object' && answer !== null && 'code' in answer ? answer.code : undefined
  return typeof code === 'string' ? code : undefined
}
