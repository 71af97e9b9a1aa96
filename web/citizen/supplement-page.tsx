import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, useCommand } from '../api.ts'
import { FileDrop, type FileRef } from '../components/file-drop.tsx'
import { QueryState } from '../components/query-state.tsx'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import type { OwnCase } from './my-case-page.tsx'
import type { ProcedureView } from './walk.tsx'
import styles from './page.module.css'

export function SupplementPage() {
  const { supplement, house } = useMessages()
  const { code = '' } = useParams({ strict: false })
  const own = useQuery(ask('cases.get', { code }))
  const procedureCode = own.data?.procedure.code ?? ''
  const procedure = useQuery({ ...ask('procedures.get', { code: procedureCode }), enabled: procedureCode !== '' })
  return (
    <div className={styles.narrow}>
      <PageTitle title={supplement.title} lead={code} house={house} />
      <QueryState query={own}>
        {(found) => (
          <QueryState query={procedure}>{(definition) => <Answer own={found} procedure={definition} />}</QueryState>
        )}
      </QueryState>
    </div>
  )
}

function Answer({ own, procedure }: { own: OwnCase; procedure: ProcedureView }) {
  const { supplement: words, caseView, optional } = useMessages()
  const locale = useLocale()
  const [files, setFiles] = useState<Readonly<Record<string, readonly FileRef[]>>>({})
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const send = useCommand('cases.supplement', ['cases.get', 'cases.list-mine'])
  const papers = Object.entries(files).filter(([, sent]) => sent.length > 0)
  const given = note.trim()
  const empty = papers.length === 0 && !given
  if (send.isSuccess) return <Done code={own.code} />
  return (
    <form
      noValidate
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (empty) return
        send.mutate({
          code: own.code,
          version: own.version,
          papers: papers.map(([id, sent]) => ({ id, files: sent.map((file) => file.id) })),
          ...(given && { note: given }),
        })
      }}
    >
      <Asked own={own} />
      {send.isError && (
        <Notice kind="bad" announce>
          {send.error.message}
        </Notice>
      )}
      {tried && empty && (
        <Notice kind="bad" announce>
          {words.empty}
        </Notice>
      )}
      <h2>{words.files}</h2>
      {procedure.papers.map((paper) => (
        <FileDrop
          key={paper.id}
          frame={{ id: `paper-${paper.id}`, label: say(paper.name, locale), optional }}
          accept={paper.accept}
          maxFiles={paper.maxFiles}
          files={files[paper.id] ?? []}
          onChange={(sent) => setFiles({ ...files, [paper.id]: sent })}
        />
      ))}
      <TextInput
        frame={{ id: 'note', label: words.note, optional }}
        value={note}
        onChange={setNote}
        lines={4}
        maxLength={2000}
      />
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
