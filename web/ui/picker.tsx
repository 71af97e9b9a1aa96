import { useState, type KeyboardEvent } from 'react'
import { describedBy, Field, type FieldFrame } from './field.tsx'
import { foldText } from './fold-text.ts'
import type { Option } from './inputs.tsx'
import styles from './field.module.css'

type PickerProps = {
  frame: FieldFrame
  options: readonly Option[]
  value: string | undefined
  onChange: (value: string | undefined) => void
  nothing: string
  placeholder?: string
}

const shown = 100

/** Chooses one of many (78 communes) by typing any part of its name, with or without marks. */
export function Picker({ frame, options, value, onChange, nothing, placeholder }: PickerProps) {
  const [typed, setTyped] = useState<string>()
  const [active, setActive] = useState(0)
  const chosen = options.find((option) => option.value === value)?.label ?? ''
  const found = useFound(options, typed)
  const open = typed !== undefined
  const choose = (option: Option | undefined) => {
    if (option) onChange(option.value)
    setTyped(undefined)
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && open) choose(found[active])
    else if (event.key === 'Escape' && open) setTyped(undefined)
    else if (event.key === 'ArrowDown') setActive((at) => Math.min(found.length - 1, open ? at + 1 : 0))
    else if (event.key === 'ArrowUp') setActive((at) => Math.max(0, at - 1))
    else return
    if (event.key.startsWith('Arrow')) setTyped((text) => text ?? '')
    event.preventDefault()
  }
  return (
    <Field frame={frame}>
      <div className={styles.picker}>
        <input
          {...describedBy(frame)}
          className={styles.input}
          role="combobox"
          aria-expanded={open}
          aria-controls={`${frame.id}-list`}
          aria-activedescendant={open && found[active] ? `${frame.id}-${active}` : undefined}
          autoComplete="off"
          readOnly={frame.locked ?? false}
          placeholder={placeholder}
          value={typed ?? chosen}
          onKeyDown={press}
          onClick={() => !frame.locked && setTyped((text) => text ?? '')}
          onBlur={() => setTyped(undefined)}
          onChange={(event) => {
            setTyped(event.target.value)
            setActive(0)
            if (event.target.value === '') onChange(undefined)
          }}
        />
        {open && (
          <ul className={styles.choices} id={`${frame.id}-list`} role="listbox">
            {found.map((option, at) => (
              <li
                key={option.value}
                id={`${frame.id}-${at}`}
                role="option"
                aria-selected={at === active}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => choose(option)}
              >
                {option.label}
              </li>
            ))}
            {found.length === 0 && <li data-empty>{nothing}</li>}
          </ul>
        )}
      </div>
    </Field>
  )
}

function useFound(options: readonly Option[], typed: string | undefined): readonly Option[] {
  const wanted = foldText(typed ?? '').trim()
  return wanted
    ? options.filter((option) => foldText(option.label).includes(wanted)).slice(0, shown)
    : options.slice(0, shown)
}
