import { examine, type AnswerProblem, type Circumstances, type Examination } from '#core/forms/examine'
import type { Field, Form, Value } from '#core/forms/model'
import type { Text } from '#core/i18n'
import { useCallback, useMemo, useState, type ReactNode } from 'react'
import { say, useLocale, useMessages } from '../../messages/use-messages.ts'
import { withLeastRows, type Draft } from './answers.ts'

export type FormState = {
  draft: Draft
  setDraft: (draft: Draft) => void
  examination: Examination
  isShown: (path: string) => boolean
  isRequired: (field: Field, path: string) => boolean
  /** Where the known value of a field comes from. */
  sourceAt: (path: string) => Sources[string] | undefined
  /** What stands there is what is known of the person. */
  isKnown: (path: string, value: Value | undefined) => boolean
  /** A value is known for this field and not contested, whatever stands there now. */
  isFilled: (path: string) => boolean
  /** What the page shows below a field. */
  beside: ((field: Field, path: string) => ReactNode) | undefined
  /** The words for what is wrong there, once the person has left the field or asked to go on. */
  errorAt: (path: string) => string | undefined
  leave: (path: string) => void
  /** Shows every problem of a section; true where there is none. */
  attempt: (section: string) => boolean
  problemsOf: (section: string) => readonly AnswerProblem[]
  wordsFor: (problem: AnswerProblem) => string
}

type Source = {
  name: Text
  on?: string | undefined
  from?: string | undefined
  holder?: { name: Text } | undefined
  contested?: boolean
}

/** By path: the source of a known value, the day from which it is known, who keeps it, and whether the person contests it. */
export type Sources = Readonly<Record<string, Source>>

export type FormWorld = Circumstances & {
  form: Form
  draft: Draft
  setDraft: (draft: Draft) => void
  sources?: Sources
  beside?: FormState['beside']
}

/** A form under way, judged with every key by the same rules as on the server. */
export function useForm({ form, draft, setDraft, today, channel, known, sources, beside }: FormWorld): FormState {
  const wordsFor = useProblemWords(form)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const examination = useMemo(
    () => examine(form, withLeastRows(draft, form), { today, channel, known }),
    [form, draft, today, channel, known],
  )
  const byPath = useMemo(() => new Map(examination.problems.map((problem) => [problem.path, problem])), [examination])
  const problemsOf = (section: string) =>
    examination.problems.filter(({ path }) => path === section || path.startsWith(`${section}.`))
  // An empty field is a fault only when the person wants to go on: until then they are still on their way to it.
  const isTold = ({ path, code }: AnswerProblem) =>
    left.has(path.split('.')[0] ?? path) || (left.has(path) && code !== 'required')
  return {
    draft,
    setDraft,
    examination,
    problemsOf,
    wordsFor,
    isShown: (path) => examination.shown.has(path),
    isRequired: (field, path) =>
      typeof field.required === 'boolean' ? field.required : byPath.get(path)?.code === 'required',
    sourceAt: (path) => sources?.[path],
    isKnown: (path, value) => known?.[path] !== undefined && JSON.stringify(known[path]) === JSON.stringify(value),
    isFilled: (path) => known?.[path] !== undefined,
    beside,
    errorAt: (path) => {
      const problem = byPath.get(path)
      return problem && isTold(problem) ? wordsFor(problem) : undefined
    },
    leave: useCallback((path) => setLeft((paths) => new Set(paths).add(path)), []),
    attempt: (section) => {
      setLeft((paths) => new Set(paths).add(section))
      return problemsOf(section).length === 0
    },
  }
}

/** "Bạn chưa nhập họ, chữ đệm, tên" rather than "Mục này bắt buộc": a summary is read without its fields. */
function useProblemWords(form: Form) {
  const locale = useLocale()
  const { form: words } = useMessages()
  return useCallback(
    ({ path, code, message }: AnswerProblem) => {
      const field = fieldAt(form, path)
      if (!field || code === 'check') return say(message, locale)
      const label = say(field.label, locale)
      if (code !== 'required') return `${label}: ${say(message, locale)}`
      return ['choice', 'choices', 'yesNo', 'unit'].includes(field.type)
        ? words.notChosen(label)
        : words.notFilled(label)
    },
    [form, locale, words],
  )
}

function fieldAt(form: Form, path: string): Field | undefined {
  const [section, ...rest] = path.split('.')
  return form.find(({ id }) => id === section)?.fields.find(({ id }) => id === rest.at(-1))
}
