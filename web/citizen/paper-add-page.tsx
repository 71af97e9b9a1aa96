import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useCommand } from '../api.ts'
import { FileDrop, type FileRef } from '../components/file-drop.tsx'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { nothingWritten, PaperKind, PaperLines, writtenOf } from './paper-about.tsx'
import { usePaperWords } from './paper-words.ts'
import pageStyles from './page.module.css'

/** A paper of one's own: a photograph or a file, and what stands on it. */
export function PaperAddPage() {
  const { house, cancel } = useMessages()
  const words = usePaperWords()
  const navigate = useNavigate()
  const [about, setAbout] = useState(nothingWritten)
  const [files, setFiles] = useState<readonly FileRef[]>([])
  const [tried, setTried] = useState(false)
  const add = useCommand('profiles.add-paper', ['profiles.list-papers'])
  const [file] = files
  const written = writtenOf(about)
  const submit = () => {
    setTried(true)
    if (!written || !file) return
    add.mutate(
      { ...written, upload: file.id },
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
        {(add.isError || (tried && (!written || !file))) && (
          <Notice kind="bad" announce>
            {add.isError ? add.error.message : words.needed}
          </Notice>
        )}
        <PaperKind about={about} onChange={setAbout} />
        <FileDrop
          frame={{ id: 'file', label: words.file }}
          accept={['pdf', 'jpg', 'png']}
          maxFiles={1}
          files={files}
          onChange={setFiles}
        />
        <PaperLines about={about} onChange={setAbout} />
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
