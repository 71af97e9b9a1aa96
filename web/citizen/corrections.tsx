import type { Section } from '#core/forms/model'
import { useMemo, useState } from 'react'
import { AnswerList } from '../components/form/answer-list.tsx'
import { isDraft, type Draft } from '../components/form/answers.ts'
import { SectionFields } from '../components/form/section-fields.tsx'
import { useForm, type FormState } from '../components/form/use-form.ts'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { todayInProvince } from '../ui/format.ts'
import type { OwnCase } from './my-case-page.tsx'
import type { ProcedureView } from './walk.tsx'
import styles from './corrections.module.css'

export type Corrections = {
  form: FormState
  isOpen: (section: string) => boolean
  open: (sections: readonly string[]) => void
  undo: (section: string) => void
  /** The whole form as corrected; undefined while it says what was filed. */
  answers: Draft | undefined
}

type Filed = { own: OwnCase; procedure: ProcedureView; known: Readonly<Record<string, unknown>> }

/** The filed form, to be corrected section by section; judged as on the day on which it was filed. */
export function useCorrections({ own, procedure, known }: Filed): Corrections {
  const filed = useMemo(() => (isDraft(own.answers) ? own.answers : {}), [own.answers])
  const [draft, setDraft] = useState<Draft>(filed)
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const today = todayInProvince(new Date(own.times.submittedAt))
  const form = useForm({ form: procedure.form, draft, setDraft, today, channel: own.channel, known })
  return {
    form,
    isOpen: (section) => opened.has(section),
    open: (sections) => setOpened(new Set([...opened, ...sections])),
    undo: (section) => {
      setOpened(new Set([...opened].filter((one) => one !== section)))
      const { [section]: _, ...others } = draft
      setDraft(filed[section] === undefined ? others : { ...others, [section]: filed[section] })
    },
    answers:
      JSON.stringify(inOrder(procedure, draft)) === JSON.stringify(inOrder(procedure, filed)) ? undefined : draft,
  }
}

/** Answers by the form's order, empty fields left out, so that two can be compared. */
const inOrder = ({ form }: ProcedureView, draft: Draft) =>
  form.map((section) => {
    const part = draft[section.id]
    const rows = Array.isArray(part) ? part : [part ?? {}]
    return rows.map((row) => section.fields.map(({ id }) => row[id] ?? null))
  })

/** Each section as it was stated, with a way to correct it by the same fields as at filing. */
export function CorrectionFields({ procedure, corrections }: { procedure: ProcedureView; corrections: Corrections }) {
  const { supplement: words } = useMessages()
  const shown = procedure.form.filter(({ id }) => corrections.form.isShown(id))
  return (
    <section className={styles.parts} aria-labelledby="stated">
      <h2 id="stated">{words.answers}</h2>
      <p className={styles.hint}>{words.answersHint}</p>
      {shown.map((section) => (
        <Part key={section.id} section={section} corrections={corrections} />
      ))}
    </section>
  )
}

function Part({ section, corrections }: { section: Section; corrections: Corrections }) {
  const { supplement: words } = useMessages()
  const locale = useLocale()
  const title = say(section.title, locale)
  const open = corrections.isOpen(section.id)
  return (
    <section className={styles.part} aria-label={title}>
      <div className={styles.head}>
        <h3>{title}</h3>
        <Button
          kind="plain"
          small
          aria-label={open ? words.undoPart(title) : words.correctPart(title)}
          onClick={() => (open ? corrections.undo(section.id) : corrections.open([section.id]))}
        >
          {open ? words.undo : words.correct}
        </Button>
      </div>
      {open ? (
        <SectionFields section={section} form={corrections.form} />
      ) : (
        <AnswerList section={section} draft={corrections.form.draft} />
      )}
    </section>
  )
}
