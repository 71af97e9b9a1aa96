import { Link } from '@tanstack/react-router'
import { useEffect, useRef, type MouseEvent } from 'react'
import { say, useLocale } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { TimeBar } from './time-bar.tsx'
import type { CaseItem } from './use-cases.ts'
import { useWork } from './use-work.ts'
import rowStyles from './case-list.module.css'

type ListProps = {
  items: readonly CaseItem[]
  cursor: string | undefined
  open: string | undefined
  chosen: ReadonlySet<string>
  fresh: ReadonlySet<string>
  onOpen: (code: string, event: MouseEvent) => void
  onChoose: (code: string) => void
}

/** Rows by time left. The browser skips drawing those off the screen, so that thousands cost little. */
export function CaseList({ items, cursor, open, chosen, fresh, onOpen, onChoose }: ListProps) {
  const { list } = useWork()
  const box = useRef<HTMLUListElement>(null)
  useEffect(() => {
    if (cursor) box.current?.querySelector(`[data-code="${CSS.escape(cursor)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [cursor])
  return (
    <ul ref={box} aria-label={list.results}>
      {items.map((item) => (
        <li
          key={item.code}
          className={rowStyles.row}
          data-code={item.code}
          data-cursor={item.code === cursor || undefined}
          data-open={item.code === open || undefined}
          data-fresh={fresh.has(item.code) || undefined}
        >
          <label className={rowStyles.tick}>
            <input
              type="checkbox"
              checked={chosen.has(item.code)}
              onChange={() => onChoose(item.code)}
              aria-label={list.select(item.code)}
            />
          </label>
          <Link
            to={paths.workCase}
            params={{ code: item.code }}
            className={rowStyles.rowLink}
            preload={false}
            aria-current={item.code === open ? 'true' : undefined}
            onClick={(event) => onOpen(item.code, event)}
          >
            <Row item={item} />
          </Link>
        </li>
      ))}
    </ul>
  )
}

function Row({ item }: { item: CaseItem }) {
  const { list } = useWork()
  const locale = useLocale()
  const place = item.step ? say(item.step.name, locale) : say(item.state.text, locale)
  const special = ['submitted', 'accepted', 'processing'].includes(item.state.name) ? '' : say(item.state.text, locale)
  return (
    <>
      <span className={rowStyles.rowTop}>
        <span className={rowStyles.applicant}>{item.applicant}</span>
        <TimeBar times={item.times} />
      </span>
      <span className={rowStyles.procedure}>{say(item.procedure.name, locale)}</span>
      <span className={rowStyles.rowEnd}>
        <span className={rowStyles.code}>{item.code}</span>
        <span className={rowStyles.place}>{[special, special === place ? '' : place].filter(Boolean).join(' · ')}</span>
        <span className={rowStyles.who}>{item.assignee?.name ?? list.nobody}</span>
      </span>
    </>
  )
}
