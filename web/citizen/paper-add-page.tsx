import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, useCommand } from '../api.ts'
import { FileDrop, type FileRef } from '../components/file-drop.tsx'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Choice, DateInput, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { usePaperWords } from './paper-words.ts'
import pageStyles from './page.module.css'

/** A paper of one's own: a photograph or a file, and what stands on it. */
export function PaperAddPage() {
  const { house, optional, cancel } = useMessages()
  const words = usePaperWords()
  const locale = useLocale()
  const navigate = useNavigate()
  const kinds = useQuery({ ...ask('profiles.list-paper-kinds', {}), staleTime: Number.POSITIVE_INFINITY })
  const [kind, setKind] = useState<string>()
  const [files, setFiles] = useState<readonly FileRef[]>([])
  const [number, setNumber] = useState('')
  const [issuer, setIssuer] = useState('')
  const [issuedOn, setIssuedOn] = useState<string>()
  const [validUntil, setValidUntil] = useState<string>()
  const [tried, setTried] = useState(false)
  const add = useCommand('profiles.add-paper', ['profiles.list-papers'])
  const [file] = files
  const submit = () => {
    setTried(true)
    if (!kind || !file) return
    add.mutate(
      {
        kind,
        upload: file.id,
        ...(number.trim() && { number: number.trim() }),
        ...(issuer.trim() && { issuer: issuer.trim() }),
        ...(issuedOn && { issuedOn }),
        ...(validUntil && { validUntil }),
      },
      { onSuccess: ({ id }) => void navigate({ to: paths.paper, params: { id } }) },
    )
  }
  return (
    <div className={pageStyles.narrow}>
      <PageTitle title={words.add} lead={words.addLead} house={house} />
      <form
        noValidate
        className={pageStyles.stack}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {(add.isError || (tried && (!kind || !file))) && (
          <Notice kind="bad" announce>
            {add.isError ? add.error.message : words.needed}
          </Notice>
        )}
        <Choice
          frame={{ id: 'kind', label: words.kind }}
          options={(kinds.data?.items ?? [])
            .filter(({ upload }) => upload)
            .map(({ id, name }) => ({ value: id, label: say(name, locale) }))}
          value={kind}
          onChange={setKind}
          choose={words.choose}
          list
        />
        <FileDrop
          frame={{ id: 'file', label: words.file }}
          accept={['pdf', 'jpg', 'png']}
          maxFiles={1}
          files={files}
          onChange={setFiles}
        />
        <TextInput
          frame={{ id: 'number', label: words.number, optional }}
          value={number}
          onChange={setNumber}
          maxLength={60}
          width="medium"
        />
        <TextInput
          frame={{ id: 'issuer', label: words.issuer, optional }}
          value={issuer}
          onChange={setIssuer}
          maxLength={200}
        />
        <DateInput
          frame={{ id: 'issuedOn', label: words.issuedOn, optional }}
          value={issuedOn}
          onChange={setIssuedOn}
        />
        <DateInput
          frame={{ id: 'validUntil', label: words.validUntil, optional }}
          value={validUntil}
          onChange={setValidUntil}
        />
        <div className={pageStyles.actions}>
          <Button type="submit" busy={add.isPending}>
            {words.save}
          </Button>
          <Link className={buttonClass({ kind: 'plain' })} to={paths.papers}>
            {cancel}
          </Link>
        </div>
      </form>
    </div>
  )
}
