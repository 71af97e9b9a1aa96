import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { todayInProvince } from '../ui/format.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import type { CaseView, Values } from './acts.ts'
import { useWork } from './use-work.ts'
import styles from './apology.module.css'

/** The letter that lies ready, as the act's own fields. */
export function preparedApology({ apology }: CaseView): Partial<Values> {
  return apology ? { text: apology.reason, day: todayInProvince(new Date(apology.newDueAt)) } : {}
}

/** The appointment will hardly be kept: a letter lies ready, for whoever may send it. */
export function ApologyReady({ found, onOpen }: { found: CaseView; onOpen: () => void }) {
  const { apology: words } = useWork()
  const format = useFormat()
  const { apology } = found
  if (!apology) return null
  const may = found.actions.some(({ action, allowed }) => action === 'apologise' && allowed)
  return (
    <Notice kind={found.times.overdue ? 'bad' : 'watch'} title={apology.inTime ? words.ready : words.readyLate}>
      <p>{apology.inTime ? words.by(format.dateTime(apology.by)) : words.late(format.dateTime(apology.by))}</p>
      {may ? (
        <Button kind="secondary" small shortcut="l" onClick={onOpen}>
          {words.open}
        </Button>
      ) : (
        <p>{words.whoMay}</p>
      )}
    </Notice>
  )
}

/** What the letter will say (form 04 of TT 03/2025), with each change of the fields above it. */
export function LetterOfApology({ found, values }: { found: CaseView; values: Values }) {
  const { apology: words } = useWork()
  const locale = useLocale()
  const format = useFormat()
  const { times, applicant, procedure, unit } = found
  const first = times.promisedAt ?? times.dueAt
  const issuer = say(unit.name, locale)
  const facts = [
    [words.code, found.code],
    [words.request, say(procedure.name, locale)],
    [words.first, first ? format.dateTime(first) : ''],
  ] as const
  const day = /^\d{4}-\d{2}-\d{2}$/.test(values.day) ? format.date(values.day) : '…'
  return (
    <section className={styles.letter} aria-label={words.preview}>
      <h3>{words.title}</h3>
      <p>{words.to(applicant.name)}</p>
      <p>{words.received(issuer, format.date(times.acceptedAt ?? times.submittedAt))}</p>
      <dl>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}:</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p>{words.reason(issuer, values.text.trim() || '…')}</p>
      <p>{words.again(issuer, day)}</p>
    </section>
  )
}
