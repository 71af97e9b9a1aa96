import { useState } from 'react'
import { FileDrop } from '../components/file-drop.tsx'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { Notice } from '../ui/notice.tsx'
import { SignInFirst } from './sign-in-first.tsx'
import { StepTitle } from './step-title.tsx'
import { Next, type StepProps } from './walk-section.tsx'
import styles from './walk.module.css'

/** The papers that these answers ask for, each with its files. */
export function WalkPapers({ draft, papers, account, onNext, onBack }: StepProps) {
  const { form, optional } = useMessages()
  const locale = useLocale()
  const [tried, setTried] = useState(false)
  const { written, change } = draft
  const missing = papers.filter(({ paper, required }) => required && (written.files[paper.id]?.length ?? 0) === 0)
  return (
    <form
      noValidate
      className={styles.walk}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (missing.length === 0) onNext()
      }}
    >
      {tried && missing.length > 0 && (
        <Notice kind="bad" announce title={form.problems(missing.length)}>
          <ul>
            {missing.map(({ paper }) => (
              <li key={paper.id}>
                <a href={`#paper-${paper.id}`}>{form.paperMissing(say(paper.name, locale))}</a>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <StepTitle title={form.papers} />
      <p className={styles.hint}>{form.papersLead}</p>
      {account === '' ? (
        <SignInFirst />
      ) : (
        papers.map(({ paper, required }) => {
          const name = say(paper.name, locale)
          const wanting = tried && missing.some((one) => one.paper.id === paper.id)
          return (
            <FileDrop
              key={paper.id}
              frame={{
                id: `paper-${paper.id}`,
                label: name,
                hint: paper.hint && say(paper.hint, locale),
                optional: required ? undefined : optional,
                error: wanting ? form.paperMissing(name) : undefined,
              }}
              accept={paper.accept}
              maxFiles={paper.maxFiles}
              files={written.files[paper.id] ?? []}
              onChange={(files) => change({ ...written, files: { ...written.files, [paper.id]: files } })}
            />
          )
        })
      )}
      <Next {...(onBack && { onBack })} />
    </form>
  )
}
