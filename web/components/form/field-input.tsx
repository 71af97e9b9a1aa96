import type { Address, Field, Value } from '#core/forms/model'
import { say, useFormat, useLocale, useMessages } from '../../messages/use-messages.ts'
import type { FieldFrame } from '../../ui/field.tsx'
import { Choice, Choices, DateInput, NumberInput, Radios, TextInput, Tick } from '../../ui/inputs.tsx'
import { AddressInput } from './address-input.tsx'
import type { Sources } from './use-form.ts'
import { UnitInput } from './unit-input.tsx'

export type FieldState = {
  id: string
  value: Value | undefined
  onChange: (value: Value | undefined) => void
  error: string | undefined
  required: boolean
  /** The value came from what the province knows. */
  known: boolean
  source?: Sources[string] | undefined
}

/** One field of a definition as the input that its type asks for. */
export function FieldInput({ field, state }: { field: Field; state: FieldState }) {
  const { form } = useMessages()
  const frame = useFrame(field, state)
  const { value, onChange } = state
  const text = typeof value === 'string' ? value : ''
  const put = (next: string) => onChange(next === '' ? undefined : next)
  switch (field.type) {
    case 'date':
      return <DateInput frame={frame} value={text} onChange={onChange} />
    case 'number':
    case 'money':
      return (
        <NumberInput
          frame={frame}
          value={typeof value === 'number' ? value : text}
          onChange={onChange}
          decimals={field.decimals ?? 0}
          measure={field.type === 'money' ? '₫' : field.measure}
        />
      )
    case 'choice':
      return <ChoiceInput field={field} frame={frame} value={text || undefined} onChange={onChange} />
    case 'choices':
      return <ChoicesInput field={field} frame={frame} value={value} onChange={onChange} />
    case 'yesNo':
      return <YesNo frame={frame} state={state} />
    case 'address':
      return <AddressInput frame={frame} value={addressOf(value)} onChange={onChange} />
    case 'unit':
      return <UnitInput frame={frame} value={text || undefined} onChange={onChange} />
    case 'personalId':
      return <TextInput frame={frame} value={text} onChange={put} inputMode="numeric" maxLength={12} width="short" />
    case 'taxCode':
      return <TextInput frame={frame} value={text} onChange={put} maxLength={14} width="short" />
    case 'phone':
      return <TextInput frame={frame} value={text} onChange={put} type="tel" width="short" autoComplete="tel" />
    case 'email':
      return <TextInput frame={frame} value={text} onChange={put} type="email" width="medium" autoComplete="email" />
    case 'file':
      return <p>{form.filesBelow}</p>
    case 'personName':
    case 'text':
      return <TextInput frame={frame} value={text} onChange={put} maxLength={field.maxLength} lines={field.lines} />
  }
}

type Part<V> = { field: Field; frame: FieldFrame; value: V; onChange: FieldState['onChange'] }

function useOptions(field: Field) {
  const locale = useLocale()
  return (field.options ?? []).map(({ value, label }) => ({ value, label: say(label, locale) }))
}

function ChoiceInput({ field, frame, value, onChange }: Part<string | undefined>) {
  const { form } = useMessages()
  return <Choice frame={frame} options={useOptions(field)} value={value} onChange={onChange} choose={form.choose} />
}

function ChoicesInput({ field, frame, value, onChange }: Part<Value | undefined>) {
  const chosen = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
  return <Choices frame={frame} options={useOptions(field)} value={chosen} onChange={(next) => onChange([...next])} />
}

function YesNo({ frame, state }: { frame: FieldFrame; state: FieldState }) {
  const { yes, no } = useMessages()
  const { optional: _, ...plain } = frame
  if (!state.required) return <Tick frame={plain} value={state.value === true} onChange={state.onChange} />
  const chosen = typeof state.value === 'boolean' ? String(state.value) : undefined
  const options = [
    { value: 'true', label: yes },
    { value: 'false', label: no },
  ]
  return <Radios frame={frame} options={options} value={chosen} onChange={(next) => state.onChange(next === 'true')} />
}

function useFrame(field: Field, state: FieldState): FieldFrame {
  const locale = useLocale()
  const { form, optional } = useMessages()
  const format = useFormat()
  const { source } = state
  const on = source?.on && format.date(source.on)
  const from = source ? form.knownFrom(say(source.name, locale), on) : form.knownAccount
  const knownWords = `${from}. ${field.locked ? form.knownLocked : form.known}`
  return {
    id: state.id,
    label: say(field.label, locale),
    hint: field.hint ? say(field.hint, locale) : form.hints[field.type],
    error: state.error,
    optional: state.required ? undefined : optional,
    known: state.known ? knownWords : undefined,
    locked: field.locked && state.known,
  }
}

export const addressOf = (value: Value | undefined): Address =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && isAddress(value) ? value : {}

const isAddress = (value: object): value is Address => !Array.isArray(value)
