import { useState, type HTMLInputAutoCompleteAttribute } from 'react'
import { describedBy, Field, FieldGroup, type FieldFrame } from './field.tsx'
import { readDate, readNumber, writeDate, writeNumber } from './typed-values.ts'
import styles from './field.module.css'

export type Option = { value: string; label: string }

type TextInputProps = {
  frame: FieldFrame
  value: string
  onChange: (value: string) => void
  type?: 'text' | 'tel' | 'email' | 'password'
  inputMode?: 'text' | 'numeric' | 'decimal'
  autoComplete?: HTMLInputAutoCompleteAttribute
  maxLength?: number | undefined
  lines?: number | undefined
  width?: 'short' | 'medium' | 'full'
}

const widthClass = (width: TextInputProps['width']) =>
  [styles.input, width === 'short' && styles.short, width === 'medium' && styles.medium].filter(Boolean).join(' ')

export function TextInput({
  frame,
  value,
  onChange,
  type = 'text',
  lines = 1,
  width = 'full',
  ...rest
}: TextInputProps) {
  const common = {
    ...describedBy(frame),
    ...rest,
    value,
    readOnly: frame.locked ?? false,
    className: widthClass(width),
  }
  return (
    <Field frame={frame}>
      {lines > 1 ? (
        <textarea {...common} rows={lines} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input {...common} type={type} spellCheck={false} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  )
}

type TypedProps<Value> = {
  frame: FieldFrame
  value: Value | string | undefined
  /** Text that can't be read yet is given as it stands: nothing typed is lost, and the check says what is wrong. */
  onChange: (value: Value | string | undefined) => void
}

/** `22/11/2026` to the person, `2026-11-22` to the form; also reads 22112026, 22-11-26 and 2026-11-22. */
export function DateInput({ frame, value, onChange }: TypedProps<string>) {
  const [typed, setTyped] = useState<string>()
  return (
    <TextInput
      frame={frame}
      width="short"
      inputMode="numeric"
      maxLength={10}
      value={typed ?? writeDate(value ?? '')}
      onChange={(text) => {
        setTyped(readDate(text) ? undefined : text)
        onChange(text.trim() === '' ? undefined : (readDate(text) ?? text))
      }}
    />
  )
}

type NumberInputProps = TypedProps<number> & { decimals?: number; measure?: string | undefined }

export function NumberInput({ frame, value, onChange, decimals = 0, measure }: NumberInputProps) {
  const [typed, setTyped] = useState<string>()
  return (
    <Field frame={frame}>
      <div className={styles.measured}>
        <input
          {...describedBy(frame)}
          className={widthClass('short')}
          inputMode={decimals > 0 ? 'decimal' : 'numeric'}
          readOnly={frame.locked ?? false}
          autoComplete="off"
          value={typed ?? (typeof value === 'number' ? writeNumber(value) : (value ?? ''))}
          onBlur={() => setTyped(undefined)}
          onChange={(event) => {
            const text = event.target.value
            setTyped(text)
            onChange(text.trim() === '' ? undefined : (readNumber(text) ?? text))
          }}
        />
        {measure && <span>{measure}</span>}
      </div>
    </Field>
  )
}

type ChoiceProps = {
  frame: FieldFrame
  options: readonly Option[]
  value: string | undefined
  onChange: (value: string | undefined) => void
  /** The words of a list before anything is chosen. */
  choose: string
  /** Always the device's list, even for a few. */
  list?: boolean
}

/** Up to five options stand open; more go into the device's own list, which is best on a phone. */
export function Choice({ frame, options, value, onChange, choose, list }: ChoiceProps) {
  if (options.length <= 5 && !list) return <Radios frame={frame} options={options} value={value} onChange={onChange} />
  return (
    <Field frame={frame}>
      <select
        {...describedBy(frame)}
        className={widthClass('medium')}
        disabled={frame.locked}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || undefined)}
      >
        <option value="">{choose}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  )
}

export function Radios({ frame, options, value, onChange }: Omit<ChoiceProps, 'choose' | 'list'>) {
  return (
    <FieldGroup frame={frame}>
      <div className={styles.options}>
        {options.map((option) => (
          <label key={option.value} className={styles.option}>
            <input
              type="radio"
              name={frame.id}
              checked={value === option.value}
              disabled={frame.locked}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </FieldGroup>
  )
}

type ChoicesProps = Omit<ChoiceProps, 'value' | 'onChange' | 'choose' | 'list'> & {
  value: readonly string[]
  onChange: (value: readonly string[]) => void
}

export function Choices({ frame, options, value, onChange }: ChoicesProps) {
  return (
    <FieldGroup frame={frame}>
      <div className={styles.options}>
        {options.map((option) => (
          <label key={option.value} className={styles.option}>
            <input
              type="checkbox"
              checked={value.includes(option.value)}
              onChange={(event) =>
                onChange(
                  event.target.checked ? [...value, option.value] : value.filter((chosen) => chosen !== option.value),
                )
              }
            />
            {option.label}
          </label>
        ))}
      </div>
    </FieldGroup>
  )
}

type TickProps = { frame: FieldFrame; value: boolean; onChange: (value: boolean) => void }

export function Tick({ frame, value, onChange }: TickProps) {
  const { label, ...rest } = frame
  return (
    <div className={`${styles.field} ${frame.error ? styles.wrong : ''}`}>
      <label className={styles.option}>
        <input
          {...describedBy({ label, ...rest })}
          type="checkbox"
          checked={value}
          disabled={frame.locked}
          onChange={(event) => onChange(event.target.checked)}
        />
        {label}
      </label>
      {frame.hint && (
        <p className={styles.hint} id={`${frame.id}-hint`}>
          {frame.hint}
        </p>
      )}
      {frame.known && (
        <p className={styles.known} id={`${frame.id}-known`}>
          {frame.known}
        </p>
      )}
      {frame.error && (
        <p className={styles.error} id={`${frame.id}-error`}>
          {frame.error}
        </p>
      )}
    </div>
  )
}
