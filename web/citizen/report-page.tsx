import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, Problem, request, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useShapes } from '../components/use-shapes.ts'
import { PlaceMap } from '../maps/place-map.tsx'
import { useReports } from '../messages/use-reports.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { Skeleton } from '../ui/state.tsx'
import { Timeline, type Moment } from '../ui/timeline.tsx'
import { Facts } from './facts.tsx'
import { ReportActs } from './report-acts.tsx'
import { StageMark } from './report-lines.tsx'
import { ReportPhotos } from './report-pictures.tsx'
import { keepSent, useSentReports } from './sent-reports.ts'
import pageStyles from './page.module.css'
import styles from './reports.module.css'
import reportStyles from './report.module.css'

export type Report = Output<'reports.get'>

/** A report as the person at the screen may see it; one sent without a name opens by its secret. */
export function ReportPage() {
  const { code = '' } = useParams({ strict: false })
  const { loading } = useMessages()
  const known = useSentReports().find((one) => one.code === code.toUpperCase())?.secret
  const [secret, setSecret] = useState(known)
  const found = useQuery({
    ...ask('reports.get', { code }),
    retry: false,
    enabled: secret === undefined,
    refetchInterval: 30_000,
  })
  const tracked = useTracked(code, secret)
  const mayNot = found.error instanceof Problem && [401, 403, 404].includes(found.error.status)
  if (secret === undefined && mayNot) return <SecretForm code={code} onSecret={setSecret} />
  if (
    secret !== undefined &&
    tracked.error instanceof Problem &&
    tracked.error.status < 500 &&
    tracked.error.status > 0
  )
    return <SecretForm code={code} onSecret={setSecret} wrong />
  const query = secret === undefined ? found : tracked
  return (
    <div className={pageStyles.narrow}>
      <QueryState query={query} waiting={<Skeleton lines={10} label={loading} />}>
        {(report) => <Shown report={report} secret={secret} />}
      </QueryState>
    </div>
  )
}

// The server has checked the answer against the operation's schema.
function track(code: string, secret: string): Promise<Output<'reports.track'>>
function track(code: string, secret: string): Promise<unknown> {
  return request('/api/reports.track', {
    method: 'POST',
    credentials: 'omit',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, secret }),
  })
}

const useTracked = (code: string, secret: string | undefined) =>
  useQuery({
    queryKey: ['reports.track', code, secret],
    queryFn: () => track(code, secret ?? ''),
    enabled: secret !== undefined,
    retry: false,
    refetchInterval: 60_000,
  })

type SecretFormProps = { code: string; onSecret: (secret: string) => void; wrong?: boolean }

function SecretForm({ code, onSecret, wrong }: SecretFormProps) {
  const t = useReports()
  const { house } = useMessages()
  const [typed, setTyped] = useState('')
  const check = useMutation({ mutationFn: () => track(code, typed.trim()), onSuccess: () => onSecret(typed.trim()) })
  return (
    <div className={pageStyles.narrow}>
      <PageTitle title={t.detail.trackTitle} lead={`${code} – ${t.detail.trackLead}`} house={house} />
      <form
        className={pageStyles.stack}
        onSubmit={(event) => {
          event.preventDefault()
          if (typed.trim()) check.mutate()
        }}
      >
        <TextInput
          frame={{
            id: 'secret',
            label: t.form.secret,
            error: check.isError || wrong ? t.detail.wrongSecret : undefined,
          }}
          value={typed}
          onChange={setTyped}
          width="short"
          autoComplete="off"
        />
        <div className={pageStyles.actions}>
          <Button type="submit" busy={check.isPending}>
            {t.detail.trackButton}
          </Button>
        </div>
      </form>
    </div>
  )
}

function Shown({ report, secret }: { report: Report; secret: string | undefined }) {
  const t = useReports()
  const { house } = useMessages()
  const format = useFormat()
  const locale = useLocale()
  return (
    <>
      <PageTitle
        title={say(report.category.name, locale)}
        above={
          <p>
            <StageMark report={report} />
          </p>
        }
        house={house}
      />
      {report.mergedInto && (
        <Notice>
          <p>{t.detail.merged}</p>
          <Link to={paths.report} params={{ code: report.mergedInto }}>
            {report.mergedInto}
          </Link>
        </Notice>
      )}
      {report.splits.length > 0 && (
        <Notice>
          <p>{t.detail.splits}</p>
          {report.splits.map((part) => (
            <PartLink key={part.code} part={part} title={say(report.category.name, locale)} />
          ))}
        </Notice>
      )}
      <p className={reportStyles.words}>{report.text}</p>
      <ReportPhotos title={t.detail.before} photos={report.photos.filter(({ moment }) => moment === 'before')} />
      <section className={`${pageStyles.section} ${reportStyles.answer}`}>
        <h2>{t.detail.answer}</h2>
        {report.answer ? (
          <>
            <p className={reportStyles.words}>{report.answer}</p>
            {report.answeredAt && (
              <p className={styles.lead}>
                {say(report.unit.name, locale)} · {format.dateTime(report.answeredAt)}
              </p>
            )}
            <ReportPhotos title={t.detail.after} photos={report.photos.filter(({ moment }) => moment === 'after')} />
            {report.score && <Notice kind="good">{t.detail.rated(t.detail.scores[report.score - 1] ?? '')}</Notice>}
          </>
        ) : (
          <p className={styles.lead}>
            {t.detail.unanswered}
            {report.dueAt && ` · ${t.due}: ${format.dateTime(report.dueAt)}`}
          </p>
        )}
      </section>
      <ReportActs report={report} secret={secret} />
      <Facts
        facts={[
          [t.detail.code, report.code],
          [t.detail.unit, say(report.unit.name, locale)],
          [t.detail.commune, say(report.commune.name, locale)],
          [t.detail.address, report.address],
          ...report.details.map(({ label, text }) => [say(label, locale), say(text, locale)] as const),
          [t.detail.sent, format.dateTime(report.submittedAt)],
          [t.detail.sender, report.senderName ?? t.detail.hidden],
        ]}
      />
      {report.place && <Where place={report.place} />}
      <section className={pageStyles.section}>
        <h2>{t.detail.progress}</h2>
        <Timeline label={t.detail.progress} moments={momentsOf(report, { t, format, locale })} />
      </section>
    </>
  )
}

/** A sender without a name takes the secret of the part along. */
function PartLink({ part: { code, secret }, title }: { part: Report['splits'][number]; title: string }) {
  return (
    <Link to={paths.report} params={{ code }} onClick={() => secret && keepSent({ code, secret, title })}>
      {code}
    </Link>
  )
}

function Where({ place }: { place: readonly [number, number] }) {
  const t = useReports()
  const ground = useShapes()
  return (
    <div className={reportStyles.smallMap}>
      {ground && <PlaceMap {...ground} label={t.detail.commune} pin={place} />}
    </div>
  )
}

type Telling = { t: ReturnType<typeof useReports>; format: ReturnType<typeof useFormat>; locale: 'vi' | 'en' }

const tone = (type: string): Moment['state'] =>
  ['reports.overdue', 'reports.rejected'].includes(type) ? 'bad' : type === 'reports.escalated' ? 'watch' : 'done'

const momentsOf = (report: Pick<Report, 'timeline'>, { t, format, locale }: Telling): Moment[] => {
  const names: Record<string, string> = t.facts
  return report.timeline.map((item) => ({
    key: String(item.version),
    state: tone(item.type),
    title: `${names[item.type] ?? item.type}${item.to ? ` → ${say(item.to, locale)}` : ''}`,
    when: [format.dateTime(item.at), item.unit && say(item.unit.name, locale), item.by].filter(Boolean).join(' · '),
    detail: item.text,
  }))
}
