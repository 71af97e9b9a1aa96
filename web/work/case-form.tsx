import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../api.ts'
import { AnswerList } from '../components/form/answer-list.tsx'
import { isDraft } from '../components/form/answers.ts'
import { QueryState } from '../components/query-state.tsx'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import type { CaseView } from './acts.ts'
import { formatPhone } from '../ui/format.ts'
import { CasePapers } from './case-papers.tsx'
import { PaperViewer, type PaperFile } from './paper-viewer.tsx'
import { useWork } from './use-work.ts'
import styles from './case-parts.module.css'

/** The form and the papers side by side, so that one is checked against the other. */
export function CaseForm({ found }: { found: CaseView }) {
  const [shown, setShown] = useState<PaperFile | undefined>(() => firstFile(found))
  const hasFiles = found.papers.some((paper) => paper.files.length > 0)
  return (
    <div className={styles.sides} data-files={hasFiles || undefined}>
      <div className={styles.stack}>
        <Person found={found} />
        <Answers found={found} />
      </div>
      <div className={styles.stack}>
        <CasePapers found={found} shown={shown} onShow={setShown} />
        {shown && <PaperViewer key={shown.digest + shown.name} file={shown} />}
      </div>
    </div>
  )
}

function firstFile(found: CaseView): PaperFile | undefined {
  return found.papers.flatMap((paper) => paper.files)[0]
}

function Person({ found }: { found: CaseView }) {
  const { page } = useWork()
  const { acting } = useMessages()
  const locale = useLocale()
  const { mandate } = found
  const right = mandate && acting.by(mandate.by, say(mandate.name, locale))
  return (
    <>
      <PersonFacts title={page.applicant} person={found.applicant} />
      {found.submitter && <PersonFacts title={page.submitter} person={found.submitter} />}
      {right && (
        <p>
          {mandate.assisted ? acting.helpedBy : acting.filedBy}: {right}
        </p>
      )}
    </>
  )
}

function PersonFacts({ title, person }: { title: string; person: CaseView['applicant'] }) {
  const { page } = useWork()
  const facts = [
    [page.personalId, person.maskedPersonalId],
    [page.phone, person.phone && formatPhone(person.phone)],
    [page.email, person.email],
    [page.address, person.address],
  ] as const
  return (
    <section className={styles.block}>
      <h3>
        {title}: {person.name}
      </h3>
      <dl className={styles.pairs}>
        {facts.map(
          ([label, value]) =>
            value && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  )
}

function Answers({ found }: { found: CaseView }) {
  const locale = useLocale()
  const day = found.times.submittedAt.slice(0, 10)
  const procedure = useQuery({
    ...ask('procedures.get', { code: found.procedure.code, on: day }),
    staleTime: 60 * 60_000,
  })
  const draft = isDraft(found.answers) ? found.answers : {}
  return (
    <QueryState query={procedure}>
      {({ form }) =>
        form
          .filter((section) => draft[section.id] !== undefined)
          .map((section) => (
            <section key={section.id} className={styles.block}>
              <h3>{say(section.title, locale)}</h3>
              <div className={styles.answers}>
                <AnswerList section={section} draft={draft} />
              </div>
            </section>
          ))
      }
    </QueryState>
  )
}
