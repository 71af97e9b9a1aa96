import { IconBell, IconHeart, IconUsers } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useCommand } from '../api.ts'
import { useReports } from '../messages/use-reports.ts'
import { useFormat, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { Radios, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import type { Report } from './report-page.tsx'
import pageStyles from './page.module.css'
import styles from './reports.module.css'
import reportStyles from './report.module.css'

type ActsProps = { report: Report; secret: string | undefined }

/** What the person at the screen may do with a report: its sender judges and answers, others follow it. */
export function ReportActs({ report, secret }: ActsProps) {
  const offers = (name: string) => report.actions.includes(name)
  return (
    <div className={reportStyles.acts}>
      <Support report={report} enabled={offers('reports.support')} />
      {offers('reports.supplement') && <Supplement report={report} secret={secret} />}
      {offers('reports.rate') && <Rate report={report} secret={secret} />}
      {offers('reports.reopen') && <Reopen report={report} secret={secret} />}
      {offers('reports.withdraw') && <Withdraw report={report} secret={secret} />}
    </div>
  )
}

function Support({ report, enabled }: { report: Report; enabled: boolean }) {
  const t = useReports()
  const support = useCommand('reports.support', ['reports.get'])
  if (!report.visible) return null
  const has = (kind: string) => report.supports.includes(kind)
  const set = (kind: 'met' | 'follow' | 'like') => support.mutate({ code: report.code, kind, on: !has(kind) })
  const counts = [t.met(report.met), t.detail.followers(report.followers), t.likes(report.likes)].join(' · ')
  if (!enabled) return <p className={styles.lead}>{counts}</p>
  return (
    <div className={reportStyles.support}>
      <Button kind="secondary" small aria-pressed={has('met')} onClick={() => set('met')}>
        <IconUsers size={18} aria-hidden /> {has('met') ? t.detail.metOn : t.detail.met}
      </Button>
      <Button kind="secondary" small aria-pressed={has('follow')} onClick={() => set('follow')}>
        <IconBell size={18} aria-hidden /> {has('follow') ? t.detail.followOff : t.detail.followOn}
      </Button>
      <Button kind="secondary" small aria-pressed={has('like')} onClick={() => set('like')}>
        <IconHeart size={18} aria-hidden /> {has('like') ? t.detail.liked : t.detail.like}
      </Button>
      <span className={styles.lead}>{counts}</span>
    </div>
  )
}

const refreshed = ['reports.get', 'reports.track'] as const
const withSecret = (secret: string | undefined) => (secret === undefined ? {} : { secret })

type BoxProps = {
  title: string
  hint?: string
  button: string
  busy: boolean
  error: Error | null
  onSubmit: () => void
  children: ReactNode
}

function ActBox({ title, hint, button, busy, error, onSubmit, children }: BoxProps) {
  return (
    <form
      className={reportStyles.actBox}
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) onSubmit()
      }}
    >
      <h2>{title}</h2>
      {hint && <p className={styles.lead}>{hint}</p>}
      {children}
      {error && (
        <Notice kind="bad" announce>
          {error.message}
        </Notice>
      )}
      <div className={pageStyles.actions}>
        <Button type="submit" busy={busy}>
          {button}
        </Button>
      </div>
    </form>
  )
}

function Supplement({ report, secret }: ActsProps) {
  const t = useReports()
  const [text, setText] = useState('')
  const command = useCommand('reports.supplement', refreshed)
  const asked = report.timeline.findLast(({ type }) => type === 'reports.supplement-asked')?.text
  return (
    <ActBox
      title={t.detail.supplement}
      {...(asked && { hint: asked })}
      button={t.detail.supplementButton}
      busy={command.isPending}
      error={command.error}
      onSubmit={() => text.trim() && command.mutate({ code: report.code, text: text.trim(), ...withSecret(secret) })}
    >
      <TextInput
        frame={{ id: 'supplement', label: t.detail.supplementText }}
        value={text}
        onChange={setText}
        lines={3}
        maxLength={4000}
      />
    </ActBox>
  )
}

function Rate({ report, secret }: ActsProps) {
  const t = useReports()
  const { optional } = useMessages()
  const [score, setScore] = useState<string>()
  const [text, setText] = useState('')
  const command = useCommand('reports.rate', refreshed)
  const given = text.trim()
  return (
    <ActBox
      title={t.detail.rate}
      button={t.detail.rateButton}
      busy={command.isPending}
      error={command.error}
      onSubmit={() =>
        score &&
        command.mutate({
          code: report.code,
          score: Number(score),
          ...(given && { text: given }),
          ...withSecret(secret),
        })
      }
    >
      <Radios
        frame={{ id: 'score', label: t.detail.answer }}
        options={t.detail.scores.map((label, at) => ({ value: String(at + 1), label })).toReversed()}
        value={score}
        onChange={setScore}
      />
      <TextInput
        frame={{ id: 'rate-text', label: t.detail.rateText, optional }}
        value={text}
        onChange={setText}
        lines={2}
        maxLength={1000}
      />
    </ActBox>
  )
}

function Reopen({ report, secret }: ActsProps) {
  const t = useReports()
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const command = useCommand('reports.reopen', refreshed)
  if (!open)
    return (
      <p>
        <Button kind="plain" onClick={() => setOpen(true)}>
          {t.detail.reopen}
        </Button>
      </p>
    )
  return (
    <ActBox
      title={t.detail.reopen}
      {...(report.reopenUntil && { hint: t.detail.reopenHint(format.date(report.reopenUntil)) })}
      button={t.detail.reopenButton}
      busy={command.isPending}
      error={command.error}
      onSubmit={() => text.trim() && command.mutate({ code: report.code, text: text.trim(), ...withSecret(secret) })}
    >
      <TextInput
        frame={{ id: 'reopen', label: t.detail.reopenText }}
        value={text}
        onChange={setText}
        lines={3}
        maxLength={4000}
      />
    </ActBox>
  )
}

function Withdraw({ report, secret }: ActsProps) {
  const t = useReports()
  const command = useCommand('reports.withdraw', refreshed)
  return (
    <p>
      <Button
        kind="plain"
        busy={command.isPending}
        onClick={() => command.mutate({ code: report.code, ...withSecret(secret) })}
      >
        {t.detail.withdraw}
      </Button>
    </p>
  )
}
