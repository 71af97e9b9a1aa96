import { useState } from 'react'
import { useCommand, type Output } from '../api.ts'
import { PaperKind, PaperLines, writtenOf, type PaperAbout } from './paper-about.tsx'
import { usePaperWords } from './paper-words.ts'
import { SheetForm } from './sheet-form.tsx'

type Paper = Pick<
  Output<'profiles.get-paper'>,
  'id' | 'version' | 'kind' | 'number' | 'issuer' | 'issuedOn' | 'validUntil'
>

/** Puts right what its person wrote of a paper that they brought; the file stays as it is. */
export function PaperChange({ paper, onClose }: { paper: Paper; onClose: () => void }) {
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
    <SheetForm
      title={words.change}
      problems={[change.error?.message]}
      submit={words.saveChange}
      busy={change.isPending}
      onSubmit={() =>
        written && change.mutate({ id: paper.id, version: paper.version, ...written }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <p>{words.changeLead}</p>
      <PaperKind about={about} onChange={setAbout} />
      <PaperLines about={about} onChange={setAbout} />
    </SheetForm>
  )
}
