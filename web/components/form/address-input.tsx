import type { Address } from '#core/forms/model'
import { useMessages } from '../../messages/use-messages.ts'
import { FieldGroup, type FieldFrame } from '../../ui/field.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import { Picker } from '../../ui/picker.tsx'
import { useCommunes } from './unit-input.tsx'
import styles from './form.module.css'

type AddressInputProps = { frame: FieldFrame; value: Address; onChange: (value: Address | undefined) => void }

/** In the province the commune by its code and the rest in words; elsewhere everything in words. */
export function AddressInput({ frame, value, onChange }: AddressInputProps) {
  const { form } = useMessages()
  const communes = useCommunes()
  const locked = frame.locked ?? false
  const put = (next: Address) => onChange(next.line || next.commune ? next : undefined)
  return (
    <FieldGroup frame={frame}>
      <div className={styles.parts}>
        <TextInput
          frame={{ id: `${frame.id}-line`, label: form.line, hint: form.lineHint, locked }}
          value={value.line ?? ''}
          onChange={(line) => put({ ...value, line: line || undefined })}
          maxLength={300}
        />
        <Picker
          frame={{ id: `${frame.id}-commune`, label: form.commune, locked }}
          options={communes}
          value={value.commune}
          onChange={(commune) => put({ ...value, commune })}
          nothing={form.noUnit}
          placeholder={form.typeUnit}
        />
      </div>
    </FieldGroup>
  )
}
