import { useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../api.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import type { Locale } from '../ui/format.ts'
import { Choice } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { Skeleton } from '../ui/state.tsx'
import { nothing, type ActName, type CaseView } from './acts.ts'
import { BulkRows } from './bulk-rows.tsx'
import { consequencesOf } from './consequences.ts'
import { possibleActs } from './possible-acts.ts'
import { useOfficial, type Post } from './session.ts'
import { useBatch, type Job } from './use-batch.ts'
import type { CaseItem } from './use-cases.ts'
import { useWork } from './use-work.ts'
import styles from './bulk.module.css'

export const bulkActs = [
  'claim',
  'assign',
  'accept',
  'complete-step',
  'approve',
  'return',
] as const satisfies readonly ActName[]
export type BulkAct = (typeof bulkActs)[number]

/** Each case is asked what it allows before anything is done; more than these would keep the person waiting. */
const most = 50

type BarProps = { chosen: readonly CaseItem[]; onAct: (act: BulkAct) => void; onClear: () => void }

export function BulkBar({ chosen, onAct, onClear }: BarProps) {
  const { bulk, acts } = useWork()
  const format = useFormat()
  const tooMany = chosen.length > most
  return (
    <div className={styles.bar} role="group" aria-label={bulk.label}>
      <strong role="status">
        {tooMany ? bulk.tooMany(format.number(most)) : bulk.chosen(format.number(chosen.length))}
      </strong>
      <div className={styles.barActs}>
        {bulkActs.map((act) => (
          <Button key={act} kind="secondary" small disabled={tooMany} onClick={() => onAct(act)}>
            {acts[act]}
          </Button>
        ))}
        <Button kind="plain" small onClick={onClear}>
          {bulk.clear}
        </Button>
      </div>
    </div>
  )
}

type PlanProps = { act: BulkAct; chosen: readonly CaseItem[]; onClose: () => void }

/** What will happen to each chosen case, before it happens; then what has happened. */
export function BulkPlan({ act, chosen, onClose }: PlanProps) {
  const t = useWork()
  const { loading } = useMessages()
  const format = useFormat()
  const locale = useLocale()
  const { posts } = useOfficial()
  const [codes] = useState(() => chosen.slice(0, most).map((item) => item.code))
  const asked = useQueries({ queries: codes.map((code) => ({ ...ask('cases.get', { code }), staleTime: 0 })) })
  const [to, setTo] = useState('')
  const batch = useBatch()
  const found = asked.flatMap(({ data }) => data ?? [])
  const waiting = asked.some((one) => one.isPending)
  const { will, wont } = divide(found, act, posts, locale)
  const begun = batch.results.size > 0
  const lines = useLines(act, will)
  const jobs = will.map((one): Job => ({ act, code: one.code, version: one.version, values: { ...nothing, to } }))
  const ready = !waiting && will.length > 0 && (act !== 'assign' || to !== '')
  return (
    <div className={styles.plan}>
      <header className={styles.planHead}>
        <h2>
          {t.acts[act]}: {t.bulk.plan.toLowerCase()}
        </h2>
        <Button kind="plain" small onClick={onClose}>
          {t.bulk.close}
        </Button>
      </header>
      {waiting && (
        <>
          <p>{t.bulk.checking}</p>
          <Skeleton label={loading} lines={codes.length} />
        </>
      )}
      {!waiting && !begun && (
        <>
          {act === 'assign' && <Assignee found={will} value={to} onChange={setTo} />}
          <Button busy={!ready} onClick={() => void batch.run(jobs)}>
            {t.bulk.run(t.acts[act], format.number(will.length))}
          </Button>
        </>
      )}
      {begun && <Progress batch={batch} total={jobs.length} onClose={onClose} />}
      {!waiting && (
        <>
          <BulkRows
            title={t.bulk.will(format.number(begun ? batch.planned.length : will.length))}
            cases={found.filter((one) => (begun ? batch.planned.includes(one.code) : will.includes(one)))}
            results={batch.results}
            {...(!begun && { lines })}
          />
          {wont.length > 0 && !begun && (
            <BulkRows
              title={t.bulk.wont(format.number(wont.length))}
              cases={wont.map((one) => one.found)}
              because={new Map(wont.map((one) => [one.found.code, one.because]))}
            />
          )}
        </>
      )}
    </div>
  )
}

function Progress({
  batch,
  total,
  onClose,
}: {
  batch: ReturnType<typeof useBatch>
  total: number
  onClose: () => void
}) {
  const { bulk } = useWork()
  const format = useFormat()
  const failed = [...batch.results.values()].filter((result) => result !== 'done').length
  const done = batch.results.size - failed
  if (batch.running) {
    const all = Math.max(total, batch.planned.length)
    return <Notice announce>{bulk.running(format.number(batch.results.size), format.number(all))}</Notice>
  }
  return (
    <Notice kind={failed > 0 ? 'watch' : 'good'} announce title={bulk.done(format.number(done))}>
      {failed > 0 && <p>{bulk.failed(format.number(failed))}</p>}
      <Button kind="secondary" small onClick={onClose}>
        {bulk.close}
      </Button>
    </Notice>
  )
}

/** What the act will do to each case, in the words of its own procedure. */
function useLines(act: BulkAct, found: readonly CaseView[]): ReadonlyMap<string, readonly string[]> {
  const t = useWork()
  const locale = useLocale()
  const format = useFormat()
  const codes = [...new Set(found.map((one) => one.procedure.code))]
  const asked = useQueries({
    queries: codes.map((code) => ({ ...ask('procedures.get', { code }), staleTime: 60 * 60_000 })),
  })
  const procedures = new Map(asked.flatMap(({ data }) => (data ? [[data.code, data] as const] : [])))
  return new Map(
    found.map((one) => {
      const procedure = procedures.get(one.procedure.code)
      return [one.code, consequencesOf(act, { t, locale, format, found: one, values: nothing, procedure })]
    }),
  )
}

function Assignee({
  found,
  value,
  onChange,
}: {
  found: readonly CaseView[]
  value: string
  onChange: (id: string) => void
}) {
  const { bulk, words } = useWork()
  const places = new Set(found.map(placeOf))
  const [first] = found
  const step = first?.steps.find((one) => one.status === 'current')
  const staff = useQuery({
    ...ask('people.list-staff', { unit: step?.unit.code ?? '', role: step?.role }),
    enabled: step !== undefined && places.size === 1,
  })
  if (places.size > 1) return <Notice kind="watch">{bulk.mixed}</Notice>
  return (
    <Choice
      list
      frame={{ id: 'bulk-to', label: bulk.to }}
      options={(staff.data ?? []).filter((one) => !one.away).map((one) => ({ value: one.id, label: one.name }))}
      value={value || undefined}
      onChange={(id) => onChange(id ?? '')}
      choose={words.choosePerson}
    />
  )
}

function placeOf(found: CaseView): string {
  const step = found.steps.find((one) => one.status === 'current')
  return `${step?.unit.code} ${step?.role}`
}

type Refused = { found: CaseView; because: string }

function divide(
  found: readonly CaseView[],
  act: ActName,
  posts: readonly Post[],
  locale: Locale,
): { will: CaseView[]; wont: Refused[] } {
  const judged = found.map((one) => ({
    one,
    possible: possibleActs(one, posts).find((possible) => possible.act === act),
  }))
  return {
    will: judged.filter(({ possible }) => possible?.allowed).map(({ one }) => one),
    wont: judged
      .filter(({ possible }) => !possible?.allowed)
      .map(({ one, possible }) => ({ found: one, because: possible?.because ? say(possible.because, locale) : '' })),
  }
}
