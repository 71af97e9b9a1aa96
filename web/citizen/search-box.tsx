import { IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useId, useState, type KeyboardEvent } from 'react'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { useSettled } from '../ui/use-settled.ts'
import { useAllFound, useProceduresFound } from './use-found.ts'
import styles from './search-box.module.css'

/** The home finds all that there is; the catalogue's page procedures alone. */
const finders = { all: useAllFound, procedures: useProceduresFound }

/** The home's hero: finds as one types, forgives tones and spelling (the server's search does), and never needs the mouse. */
export function SearchBox({ initial = '', of }: { initial?: string; of: keyof typeof finders }) {
  const messages = useMessages()
  const navigate = useNavigate()
  const id = useId()
  const [words, setWords] = useState(initial)
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const asked = useSettled(words.trim(), 100, { firstAtOnce: true })
  const wanted = asked.length > 1
  const found = finders[of](asked, wanted)
  const items = wanted ? found.items : []
  const expanded = open && wanted && (found.ready || found.failed)
  const label = of === 'all' ? messages.search.labelAll : messages.search.label

  const all = () => void navigate({ to: paths.procedures, search: { q: words.trim() } })
  const choose = (at: number) => {
    const item = items[at]
    if (item?.path.startsWith('/')) void navigate({ to: item.path })
    else if (item) location.assign(item.path)
    else all()
  }
  const press = (event: KeyboardEvent) => {
    const last = items.length // the line behind the items: all results
    if (event.key === 'Escape') setOpen(false)
    else if (event.key === 'ArrowDown') setActive((at) => (at >= last ? -1 : at + 1))
    else if (event.key === 'ArrowUp') setActive((at) => (at < 0 ? last : at - 1))
    else return
    event.preventDefault()
  }
  return (
    <form
      role="search"
      className={styles.search}
      onSubmit={(event) => {
        event.preventDefault()
        if (words.trim()) choose(expanded ? active : -1)
      }}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}
    >
      <div className={styles.line}>
        <IconSearch size={22} aria-hidden />
        <input
          type="search"
          name="q"
          value={words}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          placeholder={messages.search.placeholder}
          aria-label={label}
          role="combobox"
          aria-expanded={expanded}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={expanded && active >= 0 ? `${id}-${active}` : undefined}
          onFocus={() => setOpen(words !== initial || words === '')}
          onKeyDown={press}
          onChange={(event) => {
            setWords(event.target.value)
            setActive(-1)
            setOpen(true)
          }}
        />
        <Button type="submit">{messages.search.button}</Button>
      </div>
      <p className="visually-hidden" role="status">
        {expanded ? messages.search.count(found.total) : ''}
      </p>
      {expanded && (
        <ul className={styles.found} id={`${id}-list`} role="listbox" aria-label={messages.search.results}>
          {items.map((item, at) => (
            <li
              key={item.key}
              id={`${id}-${at}`}
              role="option"
              aria-selected={at === active}
              data-active={at === active || undefined}
              className={styles.option}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(at)}
            >
              <span>{item.title}</span>
              <small data-own={item.own}>{item.note}</small>
            </li>
          ))}
          {items.length === 0 && (
            <li className={styles.nothing}>{found.ready ? messages.search.nothing : messages.fault.title}</li>
          )}
          {items.length > 0 && (
            <li
              id={`${id}-${items.length}`}
              role="option"
              aria-selected={active === items.length}
              data-active={active === items.length || undefined}
              className={styles.all}
              onPointerDown={(event) => event.preventDefault()}
              onClick={all}
            >
              {messages.search.all(found.total)}
            </li>
          )}
        </ul>
      )}
    </form>
  )
}
