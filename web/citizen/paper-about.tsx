import { useQuery } from '@tanstack/react-query'
import { ask, type Input } from '../api.ts'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { Choice, DateInput, TextInput } from '../ui/inputs.tsx'
import { usePaperWords } from './paper-words.ts'

export type PaperAbout = {
  kind?: string | undefined
  number: string
  issuer: string
  issuedOn?: string | undefined
  validUntil?: string | undefined
}

export const nothingWritten: PaperAbout = { number: '', issuer: '' }

type Written = Omit<Input<'profiles.add-paper'>, 'upload'>

/** As the operations take it; undefined until the kind is chosen. */
export function writtenOf({ kind, number, issuer, issuedOn, validUntil }: PaperAbout): Written | undefined {
  if (!kind) return undefined
  return {
    kind,
    ...(number.trim() && { number: number.trim() }),
    ...(issuer.trim() && { issuer: issuer.trim() }),
    ...(issuedOn && { issuedOn }),
    ...(validUntil && { validUntil }),
  }
}

type FieldsProps = { about: PaperAbout; onChange: (about: PaperAbout) => void }

/** Which paper it is. */
export function PaperKind({ about, onChange }: FieldsProps) {
  const words = usePaperWords()
  const locale = useLocale()
  const kinds = useQuery({ ...ask('profiles.list-paper-kinds', {}), staleTime: Number.POSITIVE_INFINITY })
  return (
    <Choice
      frame={{ id: 'kind', label: words.kind }}
      options={(kinds.data?.items ?? [])
        .filter(({ upload }) => upload)
        .map(({ id, name }) => ({ value: id, label: say(name, locale) }))}
      value={about.kind}
      onChange={(kind) => onChange({ ...about, kind })}
      choose={words.choose}
      list
    />
  )
}

/** What stands on it. */
export function PaperLines({ about, onChange }: FieldsProps) {
  const { optional } = useMessages()
  const words = usePaperWords()
  return (
    <>
      <TextInput
        frame={{ id: 'number', label: words.number, optional }}
        value={about.number}
        onChange={(number) => onChange({ ...about, number })}
        maxLength={60}
        width="medium"
      />
      <TextInput
        frame={{ id: 'issuer', label: words.issuer, optional }}
        value={about.issuer}
        onChange={(issuer) => onChange({ ...about, issuer })}
        maxLength={200}
      />
      <DateInput
        frame={{ id: 'issuedOn', label: words.issuedOn, optional }}
        value={about.issuedOn}
        onChange={(issuedOn) => onChange({ ...about, issuedOn })}
      />
      <DateInput
        frame={{ id: 'validUntil', label: words.validUntil, optional }}
        value={about.validUntil}
        onChange={(validUntil) => onChange({ ...about, validUntil })}
      />
    </>
  )
}
