import { useState } from 'react'
import { FileDrop } from '../components/file-drop.tsx'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { Notice } from '../ui/notice.tsx'
import { SignInFirst } from './sign-in-first.tsx'
import { OwnPapers } from './own-papers.tsx'
import { usePaperWords } from './paper-words.ts'
import { StepTitle } from './step-title.tsx'
import { handedIn } from './account-drafts.ts'
import { Next, type StepProps } from './walk-section.tsx'
import styles from './walk.module.css'

/** The papers that these answers ask for, each with its files. */
export function WalkPapers({ draft, papers, ownPapers, account, onNext, onBack }: StepProps) {
  const { form, optional } = useMessages()
  const words = usePaperWords()
  const locale = useLocale()
  const [tried, setTried] = useState(false)
  const { written, change } = draft
  const missing = papers.filter(({ paper, required }) => required && handedIn(written, paper.id) === 0)
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
            <div key={paper.id} className={styles.paper}>
              <OwnPapers
                slot={paper.id}
                label={name}
                papers={ownPapers[paper.id] ?? []}
                chosen={written.own?.[paper.id] ?? []}
                onChange={(own) => change({ ...written, own: { ...written.own, [paper.id]: own } })}
              />
              <FileDrop
                frame={{
                  id: `paper-${paper.id}`,
                  label: ownPapers[paper.id]?.length ? words.orUpload : name,
                  hint: paper.hint && say(paper.hint, locale),
                  optional: required ? undefined : optional,
                  error: wanting ? form.paperMissing(name) : undefined,
                }}
                accept={paper.accept}
                maxFiles={paper.maxFiles}
                files={written.files[paper.id] ?? []}
                onChange={(files) => change({ ...written, files: { ...written.files, [paper.id]: files } })}
              />
            </div>
          )
        })
      )}
      <Next {...(onBack && { onBack })} />
    </form>
  )
}
