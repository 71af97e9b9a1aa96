import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, useCommand } from '../api.ts'
import { FileDrop, type FileRef } from '../components/file-drop.tsx'
import { ProblemSummary } from '../components/form/problem-summary.tsx'
import { QueryState } from '../components/query-state.tsx'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { todayInProvince } from '../ui/format.ts'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { CorrectionFields, useCorrections } from './corrections.tsx'
import { FeesAfter } from './fees-after.tsx'
import type { OwnCase } from './my-case-page.tsx'
import type { ProcedureView } from './walk.tsx'
import styles from './page.module.css'

const nothingKnown: Readonly<Record<string, unknown>> = {}

export function SupplementPage() {
  const { supplement, house } = useMessages()
  const { code = '' } = useParams({ strict: false })
  const own = useQuery(ask('cases.get', { code }))
  const procedureCode = own.data?.procedure.code ?? ''
  const enabled = procedureCode !== ''
  const on = todayInProvince(new Date(own.data?.times.submittedAt ?? 0))
  const procedure = useQuery({ ...ask('procedures.get', { code: procedureCode, on }), enabled })
  const known = useQuery({ ...ask('procedures.prefill', { code: procedureCode }), enabled, retry: false })
  return (
    <div className={styles.narrow}>
      <PageTitle title={supplement.title} lead={code} house={house} />
      <QueryState query={own}>
        {(found) => (
          <QueryState query={procedure}>
            {(definition) =>
              !known.isLoading && (
                <Answer own={found} procedure={definition} known={known.data?.known ?? nothingKnown} />
              )
            }
          </QueryState>
        )}
      </QueryState>
    </div>
  )
}

type AnswerProps = { own: OwnCase; procedure: ProcedureView; known: Readonly<Record<string, unknown>> }

function Answer({ own, procedure, known }: AnswerProps) {
  const { supplement: words, caseView, optional } = useMessages()
  const [files, setFiles] = useState<Files>({})
  const [note, setNote] = useState('')
  const [attempt, setAttempt] = useState(0)
  const corrections = useCorrections({ own, procedure, known })
  const send = useCommand('cases.supplement', ['cases.get', 'cases.list-mine'])
  const given = note.trim()
  const papers = Object.entries(files).filter(([, sent]) => sent.length > 0)
  const empty = papers.length === 0 && !given && !corrections.answers
  const { form, answers } = corrections
  const problems = attempt > 0 && answers ? form.examination.problems : []
  if (send.isSuccess) return <Done code={own.code} />
  const submit = () => {
    setAttempt(attempt + 1)
    const wrong = answers ? form.examination.problems.map(({ path }) => path.split('.')[0] ?? path) : []
    for (const section of wrong) form.attempt(section)
    corrections.open(wrong)
    if (empty || wrong.length > 0) return
    send.mutate({
      code: own.code,
      version: own.version,
      papers: papers.map(([id, sent]) => ({ id, files: sent.map((file) => file.id) })),
      ...(answers && { answers }),
      ...(given && { note: given }),
    })
  }
  return (
    <form
      noValidate
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <ProblemSummary problems={problems} wordsFor={form.wordsFor} attempt={attempt} />
      <Asked own={own} />
      {send.isError && (
        <Notice kind="bad" announce>
          {send.error.message}
        </Notice>
      )}
      {attempt > 0 && empty && (
        <Notice kind="bad" announce>
          {words.empty}
        </Notice>
      )}
      <Papers procedure={procedure} files={files} onChange={setFiles} />
      <CorrectionFields procedure={procedure} corrections={corrections} />
      <TextInput
        frame={{ id: 'note', label: words.note, optional }}
        value={note}
        onChange={setNote}
        lines={4}
        maxLength={2000}
      />
      <FeesAfter own={own} procedure={procedure} corrections={corrections} />
      <div className={styles.actions}>
        <Button type="submit" busy={send.isPending}>
          {words.submit}
        </Button>
        <Link className={buttonClass({ kind: 'plain' })} to={paths.myCase} params={{ code: own.code }}>
          {caseView.back}
        </Link>
      </div>
    </form>
  )
}

type Files = Readonly<Record<string, readonly FileRef[]>>
type PapersProps = { procedure: ProcedureView; files: Files; onChange: (files: Files) => void }

function Papers({ procedure, files, onChange }: PapersProps) {
  const { supplement: words, optional } = useMessages()
  const locale = useLocale()
  return (
    <>
      <h2>{words.files}</h2>
      {procedure.papers.map((paper) => (
        <FileDrop
          key={paper.id}
          frame={{ id: `paper-${paper.id}`, label: say(paper.name, locale), optional }}
          accept={paper.accept}
          maxFiles={paper.maxFiles}
          files={files[paper.id] ?? []}
          onChange={(sent) => onChange({ ...files, [paper.id]: sent })}
        />
      ))}
    </>
  )
}

function Asked({ own }: { own: OwnCase }) {
  const { supplement: words, caseView } = useMessages()
  const format = useFormat()
  if (!own.supplement) return null
  return (
    <Notice kind="watch" title={words.asked}>
      <ul>
        {own.supplement.items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
      {own.supplement.reason && <p>{own.supplement.reason}</p>}
      <p>{caseView.supplementBy(format.date(own.supplement.dueAt))}</p>
    </Notice>
  )
}

function Done({ code }: { code: string }) {
  const { supplement: words, receipt } = useMessages()
  return (
    <div className={styles.stack}>
      <Notice kind="good" title={words.done} announce />
      <div className={styles.actions}>
        <Link className={buttonClass()} to={paths.myCase} params={{ code }}>
          {receipt.follow}
        </Link>
      </div>
    </div>
  )
}
