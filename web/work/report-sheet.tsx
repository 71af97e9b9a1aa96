import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useShapes } from '../components/use-shapes.ts'
import { PlaceMap } from '../maps/place-map.tsx'
import { useReports } from '../messages/use-reports.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { Skeleton } from '../ui/state.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { Timeline, type Moment } from '../ui/timeline.tsx'
import { actsOf, ReportAct, type ActName } from './report-act.tsx'
import { PublicSide } from './report-public.tsx'
import { useDeskWords } from './use-desk-words.ts'
import styles from './report-desk.module.css'

export type WorkReport = Output<'reports.get'>

type SheetProps = { code: string; onClose: () => void; onOpen: (code: string) => void }

/** One report with all that the desk needs: words, pictures, place, sender, acts, what everybody sees, history. */
export function ReportSheet({ code, onClose, onOpen }: SheetProps) {
  const { loading } = useMessages()
  const w = useDeskWords()
  const found = useQuery({ ...ask('reports.get', { code }), retry: false })
  return (
    <article className={styles.sheet} aria-label={code}>
      <Button kind="plain" small onClick={onClose} aria-label={w.close}>
        <IconX size={20} aria-hidden />
      </Button>
      <QueryState query={found} waiting={<Skeleton lines={12} label={loading} />}>
        {(report) => <Sheet report={report} onOpen={onOpen} />}
      </QueryState>
    </article>
  )
}

function Sheet({ report, onOpen }: { report: WorkReport; onOpen: (code: string) => void }) {
  const t = useReports()
  const w = useDeskWords()
  const format = useFormat()
  const locale = useLocale()
  const ground = useShapes()
  const [act, setAct] = useState<ActName>()
  const acts = actsOf(report.actions)
  const { inside } = report
  const contact = inside?.contact
  return (
    <>
      <header className={styles.sheetHead}>
        <p className={styles.note}>
          {report.code} · {say(report.unit.name, locale)}
        </p>
        <h2>{say(report.category.name, locale)}</h2>
        <p className={styles.marks}>
          <StatusMark status={report.overdue ? 'bad' : 'active'}>{say(report.state.text, locale)}</StatusMark>
          {report.urgent && <StatusMark status="watch">{t.urgent}</StatusMark>}
          {report.dueAt && (
            <span>
              {t.due}: {format.dateTime(report.dueAt)}
            </span>
          )}
        </p>
      </header>
      <div className={styles.actBar}>
        {acts.map((name, at) => (
          <Button
            key={name}
            kind={at === 0 ? 'primary' : 'secondary'}
            small
            aria-expanded={act === name}
            onClick={() => setAct(act === name ? undefined : name)}
          >
            {w.acts[name]}
          </Button>
        ))}
      </div>
      {act && acts.includes(act) && <ReportAct key={act} act={act} report={report} onDone={() => setAct(undefined)} />}
      <section>
        <h3>{w.written}</h3>
        <p className={styles.text}>{inside?.text ?? report.text}</p>
        <p className={styles.note}>
          {[
            report.address,
            say(report.commune.name, locale),
            format.dateTime(report.submittedAt),
            report.met > 1 && t.met(report.met),
            ...report.details.map(({ label, text }) => `${say(label, locale)}: ${say(text, locale)}`),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <p>
          <strong>{w.sender}:</strong>{' '}
          {contact ? [contact.name, contact.phone, contact.email].filter(Boolean).join(' · ') : w.anonymous}
        </p>
        <Recordings title={t.detail.recordings} items={report.recordings} />
        <CaseLinks codes={inside?.caseCodes ?? []} />
        <Others title={w.merged} codes={inside?.merged ?? []} onOpen={onOpen} />
        <Others title={w.splitFrom} codes={report.splitFrom ? [report.splitFrom] : []} onOpen={onOpen} />
        <Others title={w.splits} codes={report.splits.map(({ code }) => code)} onOpen={onOpen} />
      </section>
      {report.place && ground && (
        <div className={styles.sheetMap}>
          <PlaceMap {...ground} label={t.detail.commune} pin={report.place} />
        </div>
      )}
      {inside && <PublicSide report={report} suggested={inside.suggestedText} />}
      {report.answer && (
        <section>
          <h3>{t.detail.answer}</h3>
          <p className={styles.text}>{report.answer}</p>
        </section>
      )}
      <section>
        <h3>{t.detail.progress}</h3>
        <Timeline label={t.detail.progress} moments={momentsOf(report, { t, format, locale })} />
      </section>
    </>
  )
}

type Telling = { t: ReturnType<typeof useReports>; format: ReturnType<typeof useFormat>; locale: 'vi' | 'en' }

function momentsOf(report: WorkReport, { t, format, locale }: Telling): Moment[] {
  const names: Record<string, string> = t.facts
  return report.timeline.map((item) => ({
    key: String(item.version),
    state: item.type === 'reports.overdue' || item.type === 'reports.rejected' ? 'bad' : 'done',
    title: `${names[item.type] ?? item.type}${item.to ? ` → ${say(item.to, locale)}` : ''}`,
    when: [format.dateTime(item.at), item.unit && say(item.unit.name, locale), item.by].filter(Boolean).join(' · '),
    detail: item.text,
  }))
}

/** What was spoken or filmed. People's own recordings have no captions: the desk writes down what it hears. */
function Recordings({ title, items }: { title: string; items: WorkReport['recordings'] }) {
  return items.map(({ id, media: Player, url }) => (
    <Player key={id} className={styles.recording} controls preload="metadata" src={url} aria-label={title} />
  ))
}

/** A report about a case that takes too long leads to the case. */
function CaseLinks({ codes }: { codes: readonly string[] }) {
  const w = useDeskWords()
  if (codes.length === 0) return null
  return (
    <p>
      <strong>{w.cases}:</strong>{' '}
      {codes.map((code) => (
        <Link key={code} to={paths.workCase} params={{ code }}>
          {code}
        </Link>
      ))}
    </p>
  )
}

type OthersProps = { title: string; codes: readonly string[]; onOpen: (code: string) => void }

function Others({ title, codes, onOpen }: OthersProps) {
  if (codes.length === 0) return null
  return (
    <p className={styles.marks}>
      <strong>{title}:</strong>
      {codes.map((code) => (
        <Button key={code} kind="plain" small onClick={() => onOpen(code)}>
          {code}
        </Button>
      ))}
    </p>
  )
}
