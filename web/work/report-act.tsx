import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { ask, newKey, request } from '../api.ts'
import { useReports } from '../messages/use-reports.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { DateInput, Choice, Radios, TextInput, Tick } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { Picker } from '../ui/picker.tsx'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { AnswerPhotos } from './report-answer-photos.tsx'
import { useOfficial } from './session.ts'
import { SplitFields } from './report-split.tsx'
import type { WorkReport } from './report-sheet.tsx'
import { useDeskWords } from './use-desk-words.ts'
import type { DeskMessages } from '../messages/desk-vi.ts'
import styles from './report-desk.module.css'

export type ActName = keyof DeskMessages['acts']
const names: Record<ActName, true> = {
  'reports.accept': true,
  'reports.answer': true,
  'reports.assign': true,
  'reports.transfer': true,
  'reports.ask-supplement': true,
  'reports.reclassify': true,
  'reports.merge': true,
  'reports.unmerge': true,
  'reports.split': true,
  'reports.note': true,
  'reports.reject': true,
}
const isAct = (name: string): name is ActName => name in names

/** The acts that are offered, in the order in which a desk would think of them. */
export const actsOf = (offered: readonly string[]): ActName[] =>
  Object.keys(names)
    .filter(isAct)
    .filter((name) => offered.includes(name))

type ActProps = { act: ActName; report: WorkReport; onDone: () => void }

/** One act upon a report: what it needs to know, what it does, done on the page. */
export function ReportAct({ act, report, onDone }: ActProps) {
  const w = useDeskWords()
  const { cancel } = useMessages()
  const client = useQueryClient()
  const [input, setInput] = useState<Record<string, unknown>>({})
  const [key] = useState(newKey)
  const send = useMutation({
    mutationFn: () =>
      request(`/api/${act}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ code: report.code, version: report.version, ...input }),
      }),
    onSuccess: async () => {
      for (const name of ['reports.get', 'reports.desk', 'reports.counts'])
        await client.invalidateQueries({ queryKey: [name] })
      onDone()
    },
  })
  const set = (change: Record<string, unknown>) => setInput((known) => ({ ...known, ...change }))
  return (
    <form
      className={styles.act}
      aria-label={w.acts[act]}
      onSubmit={(event) => {
        event.preventDefault()
        if (!send.isPending) send.mutate()
      }}
    >
      <ActFields act={act} report={report} input={input} set={set} />
      {send.isError && (
        <Notice kind="bad" announce>
          {send.error.message}
        </Notice>
      )}
      <p className={styles.marks}>
        <Button type="submit" small busy={send.isPending}>
          {w.acts[act]}
        </Button>
        <Button kind="plain" small onClick={onDone}>
          {cancel}
        </Button>
      </p>
    </form>
  )
}

type FieldsProps = {
  act: ActName
  report: WorkReport
  input: Record<string, unknown>
  set: (change: Record<string, unknown>) => void
}

function ActFields({ act, report, input, set }: FieldsProps): ReactNode {
  const w = useDeskWords()
  const text = (label: string, hint?: string, lines = 3) => (
    <TextInput
      frame={{ id: `${act}-text`, label, ...(hint && { hint }) }}
      value={typeof input.text === 'string' ? input.text : ''}
      onChange={(value) => set({ text: value })}
      lines={lines}
      maxLength={4000}
    />
  )
  switch (act) {
    case 'reports.accept':
    case 'reports.unmerge':
      return null
    case 'reports.note':
      return text(w.noteText)
    case 'reports.ask-supplement':
      return text(w.supplementText)
    case 'reports.reject':
      return (
        <>
          <Radios
            frame={{ id: 'because', label: w.because, hint: w.complaintHint }}
            options={Object.entries(w.rejections).map(([value, label]) => ({ value, label }))}
            value={typeof input.because === 'string' ? input.because : undefined}
            onChange={(because) => set({ because })}
          />
          {text(w.reason)}
        </>
      )
    case 'reports.answer':
      return (
        <>
          {text(w.answerText, w.answerHint, 5)}
          <AnswerPhotos onChange={(photos) => set({ photos })} />
          <p className={styles.note}>{w.confirmAnswer}</p>
        </>
      )
    case 'reports.assign':
      return <AssignFields report={report} input={input} set={set} />
    case 'reports.reclassify':
      return <CategoryFields report={report} input={input} set={set} />
    case 'reports.transfer':
      return (
        <>
          <UnitField input={input} set={set} />
          <DateInput
            frame={{ id: 'transfer-due', label: w.transferDue, hint: w.transferDueHint }}
            value={typeof input.dueAt === 'string' ? input.dueAt.slice(0, 10) : ''}
            onChange={(day) => set({ dueAt: day && /^\d{4}-\d\d-\d\d$/.test(day) ? `${day}T10:00:00Z` : undefined })}
          />
          {text(w.reason)}
        </>
      )
    case 'reports.merge':
      return <MergeFields report={report} input={input} set={set} />
    case 'reports.split':
      return <SplitFields report={report} input={input} set={set} />
  }
}

type Part = Omit<FieldsProps, 'act'>

function AssignFields({ report, input, set }: Part) {
  const w = useDeskWords()
  const { id, posts } = useOfficial()
  const staff = useQuery(ask('people.list-staff', { unit: report.unit.code }))
  const here = posts.some((post) => post.unit === report.unit.code)
  const options = (staff.data ?? []).map((person) => ({ value: person.id, label: person.name }))
  return (
    <>
      <Choice
        frame={{ id: 'assign-to', label: w.assignTo }}
        options={options.filter((option, at) => options.findIndex(({ value }) => value === option.value) === at)}
        value={typeof input.to === 'string' ? input.to : undefined}
        onChange={(to) => set({ to })}
        choose={w.assignTo}
        list
      />
      {here && (
        <p>
          <Button kind="secondary" small onClick={() => set({ to: id })}>
            {w.me}
          </Button>
        </p>
      )}
    </>
  )
}

function UnitField({ input, set }: Pick<Part, 'input' | 'set'>) {
  const w = useDeskWords()
  const locale = useLocale()
  const units = useQuery({ ...ask('units.list', {}), staleTime: 60 * 60_000 })
  const options = (units.data?.items ?? [])
    .filter(({ kind }) => kind !== 'centre')
    .map((unit) => ({ value: unit.code, label: say(unit.name, locale) }))
  return (
    <Picker
      frame={{ id: 'to-unit', label: w.toUnit }}
      options={options}
      value={typeof input.to === 'string' ? input.to : undefined}
      onChange={(to) => set({ to })}
      nothing={w.unitNothing}
    />
  )
}

function CategoryFields({ report, input, set }: Part) {
  const w = useDeskWords()
  const t = useReports()
  const locale = useLocale()
  const categories = useQuery({ ...ask('reports.categories', {}), staleTime: 60 * 60_000 })
  const category = typeof input.category === 'string' ? input.category : report.category.id
  const urgent = typeof input.urgent === 'boolean' ? input.urgent : report.urgent
  const change = (next: { category?: string | undefined; urgent?: boolean }) => set({ category, urgent, ...next })
  return (
    <>
      <Choice
        frame={{ id: 'category', label: t.category }}
        options={(categories.data?.items ?? []).map((item) => ({ value: item.id, label: say(item.name, locale) }))}
        value={category}
        onChange={(next) => change({ category: next })}
        choose={t.category}
        list
      />
      <Tick frame={{ id: 'urgent', label: w.urgent }} value={urgent} onChange={(next) => change({ urgent: next })} />
    </>
  )
}

function MergeFields({ report, input, set }: Part) {
  const w = useDeskWords()
  const locale = useLocale()
  const format = useFormat()
  const found = useQuery(ask('reports.list-alike', { code: report.code }))
  const others = found.data?.items ?? []
  return (
    <>
      <TextInput
        frame={{ id: 'into', label: w.mergeInto }}
        value={typeof input.into === 'string' ? input.into : ''}
        onChange={(into) => set({ into })}
        width="medium"
      />
      {others.length > 0 && (
        <Radios
          frame={{ id: 'into-near', label: w.nearby }}
          options={others.map((item) => ({
            value: item.code,
            label: [
              w.metres(format.number(item.metres)),
              ...(item.likeness === undefined ? [] : [w.likely(Math.round(item.likeness * 100))]),
              say(item.state.text, locale),
              `${item.text.slice(0, 60)} (${item.code})`,
            ].join(' · '),
          }))}
          value={typeof input.into === 'string' ? input.into : undefined}
          onChange={(into) => set({ into })}
        />
      )}
    </>
  )
}
