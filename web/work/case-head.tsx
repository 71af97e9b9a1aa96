import { IconCopy } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { formatPhone } from '../ui/format.ts'
import { StatusMark, type Status } from '../ui/status-mark.tsx'
import type { CaseView } from './acts.ts'
import { currentStep } from './possible-acts.ts'
import { TimeBar } from './time-bar.tsx'
import { useWork } from './use-work.ts'
import styles from './case.module.css'

const statuses: Readonly<Record<string, Status>> = {
  submitted: 'active',
  incomplete: 'watch',
  accepted: 'active',
  'refused-at-intake': 'bad',
  processing: 'active',
  'awaiting-supplement': 'watch',
  'awaiting-payment': 'watch',
  refused: 'bad',
  resolved: 'good',
  returned: 'good',
}

export function StateMark({ state }: { state: CaseView['state'] }) {
  const locale = useLocale()
  return <StatusMark status={statuses[state.name] ?? 'unknown'}>{say(state.text, locale)}</StatusMark>
}

/** What it is, whose, where, and how much time is left. */
export function CaseHead({
  found,
  heading: Heading,
  tools,
}: {
  found: CaseView
  heading: 'h1' | 'h2'
  tools?: ReactNode
}) {
  const locale = useLocale()
  return (
    <header className={styles.head}>
      <div className={styles.headLine}>
        <StateMark state={found.state} />
        <CaseCode code={found.code} />
        <span className={styles.tools}>{tools}</span>
      </div>
      <Heading className={styles.title}>{say(found.procedure.name, locale)}</Heading>
      <Facts found={found} />
    </header>
  )
}

function CaseCode({ code }: { code: string }) {
  const { copy, copied } = useMessages()
  const [done, setDone] = useState(false)
  return (
    <span className={styles.code}>
      {code}
      <Button
        kind="plain"
        small
        aria-label={`${done ? copied : copy} ${code}`}
        title={done ? copied : copy}
        onClick={() => void navigator.clipboard?.writeText(code).then(() => setDone(true))}
      >
        <IconCopy size={16} aria-hidden />
      </Button>
    </span>
  )
}

function Facts({ found }: { found: CaseView }) {
  const { page, list } = useWork()
  const locale = useLocale()
  const format = useFormat()
  const { times, applicant } = found
  const step = currentStep(found)
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{page.applicant}</dt>
        <dd>
          <strong>{applicant.name}</strong>
          {applicant.phone && <small>{formatPhone(applicant.phone)}</small>}
        </dd>
      </div>
      <div>
        <dt>{page.due}</dt>
        <dd>
          <strong>{times.dueAt ? format.dateTime(times.dueAt) : '–'}</strong>
          {times.reappointedAt && times.promisedAt && <small>{page.promised(format.date(times.promisedAt))}</small>}
          <TimeBar times={times} />
        </dd>
      </div>
      {step && (
        <div>
          <dt>{page.holder}</dt>
          <dd>
            <strong>{step.assignee?.name ?? page.nobody}</strong>
            <small>
              {say(step.name, locale)} · {say(step.unit.name, locale)}
            </small>
          </dd>
        </div>
      )}
      <div>
        <dt>{page.channel}</dt>
        <dd>
          <strong>{list.channels[found.channel]}</strong>
          <small>{format.dateTime(times.submittedAt)}</small>
        </dd>
      </div>
    </dl>
  )
}
