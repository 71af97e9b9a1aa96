import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { ask } from '../api.ts'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Skeleton } from '../ui/state.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { useSettled } from '../ui/use-settled.ts'
import { useWork } from './use-work.ts'
import styles from './reception.module.css'

type ProcedureProps = { code: string | undefined; onChange: (code: string | undefined) => void }

export function ReceptionProcedure({ code, onChange }: ProcedureProps) {
  return code ? <Chosen code={code} onChange={onChange} /> : <Find onChange={onChange} />
}

function Chosen({ code, onChange }: { code: string; onChange: ProcedureProps['onChange'] }) {
  const { reception } = useWork()
  const locale = useLocale()
  const procedure = useQuery({ ...ask('procedures.get', { code }), staleTime: 60 * 60_000 })
  return (
    <div className={styles.chosen}>
      <div>
        <small>{reception.procedure}</small>
        <h2>{procedure.data ? say(procedure.data.name, locale) : code}</h2>
        <small>
          {code}
          {procedure.data?.limit && ` · ${say(procedure.data.limit.text, locale)}`}
          {procedure.data && ` · ${say(procedure.data.agency, locale)}`}
        </small>
      </div>
      <Button kind="secondary" small onClick={() => onChange(undefined)}>
        {reception.procedureChange}
      </Button>
    </div>
  )
}

/** Found by everyday words; the arrows and Enter choose. */
function Find({ onChange }: { onChange: ProcedureProps['onChange'] }) {
  const { reception } = useWork()
  const { loading } = useMessages()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const q = useSettled(typed.trim(), 150)
  useEffect(() => field.current?.focus(), [])
  const found = useQuery({ ...ask('procedures.search', { q, limit: 12 }), placeholderData: (before) => before })
  useKeys({
    '/': (event) => {
      event.preventDefault()
      field.current?.focus()
    },
  })
  const items = found.data?.items ?? []
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(items.length - 1, at + 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1))
    else if (event.key === 'Enter') onChange(items[at]?.code)
    else return
    event.preventDefault()
  }
  return (
    <div className={styles.find}>
      <Field frame={{ id: 'find-procedure', label: reception.procedure, hint: reception.procedureFind }}>
        <input
          id="find-procedure"
          ref={field}
          className={styles.input}
          type="search"
          autoComplete="off"
          role="combobox"
          aria-expanded={items.length > 0}
          aria-controls="found-procedures"
          aria-activedescendant={items[at] ? `procedure-${at}` : undefined}
          aria-describedby="find-procedure-hint"
          value={typed}
          onKeyDown={press}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
          }}
        />
      </Field>
      {found.isPending && <Skeleton label={loading} lines={4} />}
      {q === '' && items.length > 0 && <h2>{reception.popular}</h2>}
      <ul id="found-procedures" className={styles.found} role="listbox" aria-label={reception.procedure}>
        {items.map((item, index) => (
          <li
            key={item.code}
            id={`procedure-${index}`}
            role="option"
            aria-selected={index === at}
            onClick={() => onChange(item.code)}
          >
            <strong>{item.name}</strong>
            <small>
              {item.code} · {item.fieldName} · {item.agencyName}
            </small>
          </li>
        ))}
      </ul>
      {found.isSuccess && items.length === 0 && <p>{reception.procedureNone}</p>}
    </div>
  )
}
