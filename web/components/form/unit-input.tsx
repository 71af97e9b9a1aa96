import { useQuery } from '@tanstack/react-query'
import { ask } from '../../api.ts'
import { useMessages } from '../../messages/use-messages.ts'
import type { FieldFrame } from '../../ui/field.tsx'
import { Picker } from '../../ui/picker.tsx'

type UnitInputProps = { frame: FieldFrame; value: string | undefined; onChange: (value: string | undefined) => void }

/** One of the province's communes, wards and special zones. */
export function UnitInput({ frame, value, onChange }: UnitInputProps) {
  const { form } = useMessages()
  const communes = useCommunes()
  return (
    <Picker
      frame={frame}
      options={communes}
      value={value}
      onChange={onChange}
      nothing={form.noUnit}
      placeholder={form.typeUnit}
    />
  )
}

export function useCommunes() {
  const units = useQuery({ ...ask('units.list', {}), staleTime: 60 * 60_000 })
  return (units.data?.items ?? [])
    .filter((unit) => unit.kind === 'commune')
    .map((unit) => ({ value: unit.code, label: unit.name.vi }))
}
