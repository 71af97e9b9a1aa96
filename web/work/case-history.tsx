import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { Timeline, type Moment } from '../ui/timeline.tsx'
import type { CaseView } from './acts.ts'
import { useWork } from './use-work.ts'
import styles from './case-parts.module.css'

const bad = new Set(['cases.refused', 'cases.refused-at-intake', 'cases.overdue', 'cases.stopped', 'cases.withdrawn'])
const watch = new Set(['cases.supplement-requested', 'cases.payment-requested', 'cases.apologised', 'cases.warned'])

/** Left the way through the steps, right everything that happened, who did it and where. */
export function CaseHistory({ found }: { found: CaseView }) {
  const { page } = useWork()
  return (
    <div className={styles.sides} data-files>
      <section className={styles.block}>
        <h3>{page.steps}</h3>
        <Timeline label={page.steps} moments={useSteps(found)} />
      </section>
      <section className={styles.block}>
        <h3>{page.timeline}</h3>
        <Timeline label={page.timeline} moments={useMoments(found)} />
      </section>
    </div>
  )
}

function useSteps(found: CaseView): Moment[] {
  const { page } = useWork()
  const locale = useLocale()
  const format = useFormat()
  return found.steps.map((step): Moment => {
    const person = step.status === 'current' ? (step.assignee?.name ?? page.nobody) : step.by?.name
    const late = step.dueAt !== undefined && step.endedAt !== undefined && step.endedAt > step.dueAt
    return {
      key: step.id,
      state: step.status === 'current' ? 'now' : step.status === 'ahead' ? 'ahead' : late ? 'bad' : 'done',
      title: say(step.name, locale),
      when: [
        step.startedAt &&
          `${format.dateTime(step.startedAt)}${step.endedAt ? ` – ${format.dateTime(step.endedAt)}` : ''}`,
        step.dueAt && page.stepDue(format.dateTime(step.dueAt)),
      ]
        .filter(Boolean)
        .join(' · '),
      detail: [person, say(step.roleName, locale), say(step.unit.name, locale)].filter(Boolean).join(' · '),
    }
  })
}

function useMoments(found: CaseView): Moment[] {
  const { events } = useMessages()
  const locale = useLocale()
  const format = useFormat()
  const names: Readonly<Record<string, string>> = events
  return found.timeline.toReversed().map((moment, at): Moment => {
    const step = moment.step && say(moment.step.name, locale)
    return {
      key: `${moment.at} ${at}`,
      state: bad.has(moment.type) ? 'bad' : watch.has(moment.type) ? 'watch' : 'done',
      title: [names[moment.type] ?? moment.type, step].filter(Boolean).join(': '),
      when: <time dateTime={moment.at}>{format.dateTime(moment.at)}</time>,
      detail: [
        moment.by?.name,
        moment.mandate && say(moment.mandate, locale),
        moment.unit && say(moment.unit.name, locale),
      ]
        .filter(Boolean)
        .join(' · '),
    }
  })
}
