import { useQuery } from '@tanstack/react-query'
import { IconTrash } from '@tabler/icons-react'
import { ask } from '../api.ts'
import { FileDrop } from '../components/file-drop.tsx'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { Choice, NumberInput, TextInput } from '../ui/inputs.tsx'
import { Picker } from '../ui/picker.tsx'
import type { FieldsProps } from './act-fields.tsx'
import type { CaseView, Question } from './acts.ts'
import { DropZone } from './drop-zone.tsx'
import { useWork } from './use-work.ts'
import styles from './case-parts.module.css'

/** What is missing, one thing a line; the procedure's own papers are one press away. */
export function SupplementItems({ found, values, onChange }: FieldsProps) {
  const { words } = useWork()
  const locale = useLocale()
  const procedure = useQuery(ask('procedures.get', { code: found.procedure.code }))
  const { items } = values
  const put = (at: number, text: string) => onChange({ items: items.map((item, one) => (one === at ? text : item)) })
  const offered = (procedure.data?.papers ?? []).map((paper) => words.paperMissing(say(paper.name, locale)))
  const add = (text: string) => onChange({ items: [...items.filter((item) => item.trim() !== ''), text] })
  return (
    <div className={styles.stack}>
      {items.map((item, at) => (
        <div key={at} className={styles.itemLine}>
          <TextInput
            frame={{
              id: `act-item-${at}`,
              label: at === 0 ? words.items : words.item(at + 1),
              hint: at === 0 ? words.itemsHint : undefined,
            }}
            value={item}
            onChange={(text) => put(at, text)}
            maxLength={500}
          />
          {items.length > 1 && (
            <Button
              kind="plain"
              small
              aria-label={words.removeItem}
              onClick={() => onChange({ items: items.toSpliced(at, 1) })}
            >
              <IconTrash size={18} aria-hidden />
            </Button>
          )}
        </div>
      ))}
      <div className={styles.offers}>
        <Button kind="secondary" small onClick={() => onChange({ items: [...items, ''] })}>
          {words.addItem}
        </Button>
        {offered.length > 0 && <small>{words.suggest}</small>}
        {offered
          .filter((text) => !items.includes(text))
          .map((text) => (
            <Button key={text} kind="plain" small onClick={() => add(text)}>
              + {text}
            </Button>
          ))}
      </div>
    </div>
  )
}

type PersonProps = FieldsProps & {
  step: CaseView['steps'][number] | undefined
  label?: string
  /** Nobody need be named: the server chooses the one with the least work. */
  free?: boolean
}

/** Those who hold the step's post today; who is away stands there, and cannot be chosen. */
export function PersonField({ values, onChange, step, label, free }: PersonProps) {
  const { words, load } = useWork()
  const { optional } = useMessages()
  const staff = useQuery({
    ...ask('people.list-staff', { unit: step?.unit.code ?? '', role: step?.role }),
    enabled: step !== undefined,
    retry: false,
  })
  const here = (staff.data ?? []).filter((one) => one.id !== step?.assignee?.id || free)
  if (free && staff.isError) return null
  return (
    <Choice
      list
      frame={{ id: 'act-to', label: label ?? words.to, optional: free ? optional : undefined }}
      options={here.map((one) => ({
        value: one.id,
        label: one.away ? `${one.name} (${load.away.toLowerCase()})` : one.name,
      }))}
      value={values.to || undefined}
      onChange={(to) => onChange({ to: here.some((one) => one.id === to && !one.away) ? (to ?? '') : '' })}
      choose={free ? words.autoPerson : words.choosePerson}
    />
  )
}

/** Several agencies at once, each with its own question and limit (NĐ 61/2018 Đ19.6). */
export function QuestionFields({ values, onChange }: FieldsProps) {
  const { words } = useWork()
  const { questions } = values
  const put = (at: number, change: Partial<Question>) =>
    onChange({ questions: questions.map((one, index) => (index === at ? { ...one, ...change } : one)) })
  const last = questions.at(-1)
  return (
    <div className={styles.stack}>
      {questions.map((question, at) => (
        <QuestionField
          key={at}
          at={at}
          question={question}
          onChange={(change) => put(at, change)}
          {...(questions.length > 1 && { onRemove: () => onChange({ questions: questions.toSpliced(at, 1) }) })}
        />
      ))}
      <div>
        <Button
          kind="secondary"
          small
          onClick={() =>
            onChange({ questions: [...questions, { unit: '', question: last?.question ?? '', workingDays: 3 }] })
          }
        >
          {words.addAgency}
        </Button>
      </div>
    </div>
  )
}

type QuestionProps = {
  at: number
  question: Question
  onChange: (change: Partial<Question>) => void
  onRemove?: () => void
}

function QuestionField({ at, question, onChange, onRemove }: QuestionProps) {
  const { words, search } = useWork()
  const agencies = useAgencies()
  return (
    <fieldset className={styles.question}>
      <Picker
        frame={{ id: `act-unit-${at}`, label: words.agency }}
        options={agencies}
        value={question.unit || undefined}
        onChange={(unit) => onChange({ unit: unit ?? '' })}
        nothing={search.unitNothing}
      />
      <NumberInput
        frame={{ id: `act-days-${at}`, label: words.workingDays }}
        value={question.workingDays}
        onChange={(days) => onChange({ workingDays: typeof days === 'number' ? Math.min(60, Math.max(1, days)) : 3 })}
      />
      <TextInput
        frame={{ id: `act-question-${at}`, label: words.question }}
        value={question.question}
        onChange={(text) => onChange({ question: text })}
        lines={2}
        maxLength={2000}
      />
      {onRemove && (
        <Button kind="plain" small onClick={onRemove}>
          <IconTrash size={18} aria-hidden />
          {words.removeItem}
        </Button>
      )}
    </fieldset>
  )
}

/** Everyone who may be asked: departments, offices and communes; centres receive and have no opinion. */
export function useAgencies() {
  const locale = useLocale()
  const units = useQuery({ ...ask('units.list', {}), staleTime: 60 * 60_000 })
  return (units.data?.items ?? [])
    .filter((unit) => unit.kind !== 'centre')
    .map((unit) => ({ value: unit.code, label: say(unit.name, locale) }))
}

/** Papers brought to the counter, scanned in. */
export function PaperFields({ found, values, onChange }: FieldsProps) {
  const { words } = useWork()
  const { optional } = useMessages()
  const locale = useLocale()
  const procedure = useQuery(ask('procedures.get', { code: found.procedure.code }))
  const asked = found.supplement
  return (
    <div className={styles.stack}>
      {asked && (
        <ul>
          {asked.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )}
      <h3>{words.papers}</h3>
      {(procedure.data?.papers ?? []).map((paper) => (
        <DropZone key={paper.id}>
          <FileDrop
            frame={{ id: `act-paper-${paper.id}`, label: say(paper.name, locale), optional }}
            accept={paper.accept}
            maxFiles={paper.maxFiles}
            files={values.files[paper.id] ?? []}
            onChange={(files) => onChange({ files: { ...values.files, [paper.id]: files } })}
          />
        </DropZone>
      ))}
    </div>
  )
}
