import { useQuery } from '@tanstack/react-query'
import { ask, type Input } from '../api.ts'
import { say, useLocale } from '../messages/use-messages.ts'
import { Radios, TextInput } from '../ui/inputs.tsx'
import { Picker } from '../ui/picker.tsx'
import { usePaperWords } from './paper-words.ts'

export type Recipient = { unitOnly: boolean; whom: string; unit?: string | undefined }

/** As the operation takes it; undefined until somebody is named. */
export function recipientOf({
  unitOnly,
  whom,
  unit,
}: Recipient): Pick<Input<'profiles.share-paper'>, 'whom' | 'unit'> | undefined {
  if (unitOnly) return unit ? { unit } : undefined
  return whom.trim() ? { whom: whom.trim() } : undefined
}

type RecipientProps = { to: Recipient; onChange: (to: Recipient) => void }

/** Whoever gets the code, in the person's own words; or the people of one agency, whoever else gets hold of it. */
export function ShareRecipient({ to, onChange }: RecipientProps) {
  const words = usePaperWords()
  const units = useUnits()
  const options = [
    { value: 'anyone', label: words.shareAnyone },
    { value: 'unit', label: words.shareUnit },
  ]
  return (
    <>
      <Radios
        frame={{ id: 'with', label: words.shareWith, hint: to.unitOnly ? words.shareUnitHint : undefined }}
        options={options}
        value={to.unitOnly ? 'unit' : 'anyone'}
        onChange={(value) => onChange({ ...to, unitOnly: value === 'unit' })}
      />
      {to.unitOnly ? (
        <Picker
          frame={{ id: 'unit', label: words.unit }}
          options={units}
          value={to.unit}
          onChange={(unit) => onChange({ ...to, unit })}
          nothing={words.noUnit}
          placeholder={words.typeUnit}
        />
      ) : (
        <TextInput
          frame={{ id: 'whom', label: words.whom, hint: words.whomHint }}
          value={to.whom}
          onChange={(whom) => onChange({ ...to, whom })}
          maxLength={200}
        />
      )}
    </>
  )
}

/** Communes and agencies; a centre opens what is shared with the unit that it serves. The whole province is no one agency. */
function useUnits() {
  const locale = useLocale()
  const units = useQuery({ ...ask('units.list', {}), staleTime: 60 * 60_000 })
  return (units.data?.items ?? [])
    .filter(({ kind }) => kind !== 'centre' && kind !== 'province')
    .map(({ code, name }) => ({ value: code, label: say(name, locale) }))
}
