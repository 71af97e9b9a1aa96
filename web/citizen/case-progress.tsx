import type { ReactNode } from 'react'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { Figure } from '../ui/figure.tsx'
import { Notice } from '../ui/notice.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { Timeline, type Moment } from '../ui/timeline.tsx'
import { isClosed, statusOf, type Tracked } from './case-status.ts'
import pageStyles from './page.module.css'
import styles from './case.module.css'

/** What both the tracking page (by code and secret) and the owner's own page show of a case. */
export type Progress = Pick<
  Tracked,
  'code' | 'state' | 'unit' | 'times' | 'holder' | 'steps' | 'timeline' | 'supplement' | 'fees'
>

/** Where the case is, who holds it and when the next thing happens: the three questions, before all else. */
export function CaseTop({ found }: { found: Progress }) {
  const { caseView } = useMessages()
  const locale = useLocale()
  const { holder, times, state } = found
  const late = times.overdue && !isClosed(state.name)
  return (
    <div className={styles.top}>
      <NextDate found={found} />
      <div className={styles.holder}>
        <p>
          <StatusMark status={late ? 'bad' : statusOf(state.name)}>
            {late ? caseView.overdue : say(state.text, locale)}
          </StatusMark>
        </p>
        {holder && !isClosed(state.name) && (
          <dl>
            <dt>{caseView.holder}</dt>
            <dd>
              <strong>{holder.name ?? say(holder.roleName, locale)}</strong>
              {holder.name && `, ${say(holder.roleName, locale).toLowerCase()}`}
            </dd>
            <dd>{say(holder.unit.name, locale)}</dd>
          </dl>
        )}
      </div>
    </div>
  )
}

function NextDate({ found: { times, state, supplement } }: { found: Progress }) {
  const { caseView, noDatum } = useMessages()
  const format = useFormat()
  const at = (label: string, instant: string, note?: ReactNode) => (
    <Figure
      large
      label={label}
      value={format.date(instant)}
      missing={noDatum}
      note={note ?? `${format.weekday(instant)}, ${format.time(instant)}`}
    />
  )
  if (state.name === 'returned') return at(caseView.returnedOn, times.endedAt ?? times.resolvedAt ?? times.submittedAt)
  if (isClosed(state.name)) return at(caseView.endedOn, times.endedAt ?? times.resolvedAt ?? times.submittedAt)
  if (times.resolvedAt) return at(caseView.resolvedOn, times.resolvedAt)
  if (supplement && !supplement.answeredAt) return at(caseView.supplementUntil, supplement.dueAt, caseView.pausedNote)
  if (times.pausedAt) return at(caseView.paused, times.pausedAt, caseView.pausedNote)
  if (times.dueAt) {
    const moved = times.reappointedAt && times.promisedAt
    return at(caseView.next, times.dueAt, moved && caseView.moved(format.date(moved)))
  }
  return times.intakeDueAt ? at(caseView.intake, times.intakeDueAt) : null
}

/** What the case asks of the person, with the way to do it. */
export function CaseNotices({ found, supplementAction }: { found: Progress; supplementAction?: ReactNode }) {
  const { caseView, supplement: words } = useMessages()
  const format = useFormat()
  const { supplement, state, fees } = found
  const open = supplement && !supplement.answeredAt ? supplement : undefined
  const owed = fees.filter((fee) => !fee.paidAt).reduce((sum, fee) => sum + fee.amount, 0)
  if (!open && !['awaiting-payment', 'resolved'].includes(state.name)) return null
  return (
    <div className={styles.notices}>
      {open && (
        <Notice kind="watch" title={caseView.supplementTitle}>
          <p>{caseView.supplementBy(format.date(open.dueAt))}</p>
          <p className={styles.muted}>{words.asked}</p>
          <ul>
            {open.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
          {open.reason && <p>{open.reason}</p>}
          {supplementAction}
        </Notice>
      )}
      {state.name === 'awaiting-payment' && (
        <Notice kind="watch" title={caseView.payTitle}>
          <p>{caseView.payText(format.money(owed))}</p>
        </Notice>
      )}
      {state.name === 'resolved' && (
        <Notice kind="good" title={caseView.readyTitle}>
          <p>{caseView.readyText}</p>
        </Notice>
      )}
    </div>
  )
}

const hidden = new Set(['cases.warned', 'cases.noted', 'cases.refusal-proposed', 'cases.assigned', 'cases.rated'])
const bad = new Set(['cases.refused', 'cases.refused-at-intake', 'cases.overdue', 'cases.stopped'])
const watch = new Set(['cases.supplement-requested', 'cases.payment-requested', 'cases.apologised'])

/** What happened, then the step that has it now, then the steps ahead. */
export function CaseTimeline({ found }: { found: Progress }) {
  const { caseView, events } = useMessages()
  const locale = useLocale()
  const format = useFormat()
  const words = (type: string) => Object.entries(events).find(([name]) => name === type)?.[1] ?? type
  // The decision already says that the case is resolved.
  const decided = found.timeline.some(({ type }) => type === 'cases.approved' || type === 'cases.refused')
  const past = found.timeline
    .filter(({ type }) => !hidden.has(type) && !(decided && type === 'cases.closed'))
    .map((moment, at): Moment => {
      const step = moment.step ? say(moment.step.name, locale) : undefined
      const title = moment.type === 'cases.step-completed' && step ? caseView.stepDone(step) : words(moment.type)
      return {
        key: `past-${at}`,
        state: bad.has(moment.type) ? 'bad' : watch.has(moment.type) ? 'watch' : 'done',
        title,
        when: <time dateTime={moment.at}>{format.dateTime(moment.at)}</time>,
        detail: [moment.mandate && say(moment.mandate, locale), moment.unit && say(moment.unit.name, locale)]
          .filter(Boolean)
          .join(' · '),
      }
    })
  const closed = isClosed(found.state.name)
  const rest = found.steps.filter((step) => step.status !== 'done' && !closed)
  const ahead = rest.map((step): Moment => {
    const current = step.status === 'current'
    const holder = current ? found.holder : undefined
    return {
      key: step.id,
      state: current ? 'now' : 'ahead',
      title: say(step.name, locale),
      when: current && step.startedAt ? caseView.since(format.dateTime(step.startedAt)) : undefined,
      detail: [holder?.name, say(step.unit.name, locale)].filter(Boolean).join(' – '),
    }
  })
  return (
    <section className={pageStyles.section}>
      <h2>{caseView.timeline}</h2>
      <Timeline label={caseView.timeline} moments={[...past, ...ahead]} />
    </section>
  )
}
