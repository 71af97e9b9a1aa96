import { useState } from 'react'
import { useCommand, type Output } from '../api.ts'
import { useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { PaperKind, PaperLines, writtenOf, type PaperAbout } from './paper-about.tsx'
import { usePaperWords } from './paper-words.ts'
import pageStyles from './page.module.css'
import styles from './papers.module.css'

type Paper = Pick<
  Output<'profiles.get-paper'>,
  'id' | 'version' | 'kind' | 'number' | 'issuer' | 'issuedOn' | 'validUntil'
>

/** Puts right what its person wrote of a paper that they brought; the file stays as it is. */
export function PaperChange({ paper, onClose }: { paper: Paper; onClose: () => void }) {
  const { cancel } = useMessages()
  const words = usePaperWords()
  const [about, setAbout] = useState<PaperAbout>({
    kind: paper.kind,
    number: paper.number ?? '',
    issuer: paper.issuer ?? '',
    issuedOn: paper.issuedOn,
    validUntil: paper.validUntil,
  })
  const change = useCommand('profiles.change-paper', ['profiles.get-paper', 'profiles.list-papers'])
  const written = writtenOf(about)
  return (
    <form
      noValidate
      className={styles.sheet}
      onSubmit={(event) => {
        event.preventDefault()
        if (written) change.mutate({ id: paper.id, version: paper.version, ...written }, { onSuccess: onClose })
      }}
    >
      <h2>{words.change}</h2>
      <p>{words.changeLead}</p>
      {change.isError && (
        <Notice kind="bad" announce>
          {change.error.message}
        </Notice>
      )}
      <PaperKind about={about} onChange={setAbout} />
      <PaperLines about={about} onChange={setAbout} />
      <div className={pageStyles.actions}>
        <Button type="submit" busy={change.isPending}>
          {words.saveChange}
        </Button>
        <Button kind="plain" onClick={onClose}>
          {cancel}
        </Button>
      </div>
    </form>
  )
}
