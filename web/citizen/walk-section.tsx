import type { PaperDue } from '#core/forms/decide'
import type { Section } from '#core/forms/model'
import { useState } from 'react'
import { ProblemSummary } from '../components/form/problem-summary.tsx'
import { SectionFields } from '../components/form/section-fields.tsx'
import type { FormState } from '../components/form/use-form.ts'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import type { OwnPaper } from './own-papers.tsx'
import { StepTitle } from './step-title.tsx'
import type { DraftState } from './use-draft.ts'
import type { ProcedureView } from './walk.tsx'
import styles from './walk.module.css'

export type StepProps = {
  procedure: ProcedureView
  draft: DraftState
  form: FormState
  papers: readonly PaperDue[]
  /** by paper, what the person has already */
  ownPapers: Readonly<Record<string, readonly OwnPaper[]>>
  account: string
  onNext: () => void
  onBack?: () => void
}

export function WalkSection({ section, form, onNext, onBack }: StepProps & { section: Section }) {
  const locale = useLocale()
  const [attempt, setAttempt] = useState(0)
  const title = say(section.title, locale)
  const problems = attempt > 0 ? form.problemsOf(section.id) : []
  return (
    <form
      noValidate
      className={styles.walk}
      onSubmit={(event) => {
        event.preventDefault()
        if (form.attempt(section.id)) onNext()
        else setAttempt(attempt + 1)
      }}
    >
      <ProblemSummary problems={problems} wordsFor={form.wordsFor} attempt={attempt} />
      <StepTitle title={title} />
      {section.hint && <p className={styles.hint}>{say(section.hint, locale)}</p>}
      <SectionFields section={section} form={form} />
      <Next {...(onBack && { onBack })} />
    </form>
  )
}

export function Next({ onBack, label, busy }: { onBack?: () => void; label?: string; busy?: boolean }) {
  const { form } = useMessages()
  return (
    <div className={styles.next}>
      <Button type="submit" busy={busy ?? false}>
        {label ?? form.next}
      </Button>
      {onBack && (
        <Button kind="plain" onClick={onBack}>
          {form.back}
        </Button>
      )}
    </div>
  )
}
