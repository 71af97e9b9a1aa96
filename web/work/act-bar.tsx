import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { say, useLocale } from '../messages/use-messages.ts'
import { Button, type ButtonKind } from '../ui/button.tsx'
import { actKeys, isGrave, sortActs, type ActName, type Possible } from './acts.ts'
import { useWork } from './use-work.ts'
import styles from './case.module.css'

type BarProps = { possible: readonly Possible[]; busy: boolean; onAct: (act: ActName) => void; onWithNote: () => void }

/** What the work wants first; the rest behind one press, those that may not be done yet with the reason. */
export function ActBar({ possible, busy, onAct, onWithNote }: BarProps) {
  const { acts, page, words } = useWork()
  const [more, setMore] = useState(false)
  const { main, others } = sortActs(possible)
  const kindOf = (act: ActName, at: number): ButtonKind =>
    at === 0 && !isGrave(act) ? 'primary' : isGrave(act) ? 'danger' : 'secondary'
  return (
    <div className={styles.acts} role="group" aria-label={page.actsLabel}>
      <div className={styles.actLine}>
        {main.map(({ act }, at) => (
          <Button key={act} small kind={kindOf(act, at)} busy={busy} shortcut={actKeys[act]} onClick={() => onAct(act)}>
            {acts[act]}
          </Button>
        ))}
        {main.some(({ act }) => act === 'complete-step') && (
          <Button small kind="plain" onClick={onWithNote}>
            {words.withNote}
          </Button>
        )}
        <Button small kind="plain" aria-expanded={more} onClick={() => setMore(!more)}>
          {page.others}
          <IconChevronDown size={16} aria-hidden className={more ? styles.turned : undefined} />
        </Button>
      </div>
      {more && <Others others={others} onAct={onAct} />}
    </div>
  )
}

function Others({ others, onAct }: { others: readonly Possible[]; onAct: (act: ActName) => void }) {
  const { acts } = useWork()
  const locale = useLocale()
  return (
    <ul className={styles.others}>
      {others.map(({ act, allowed, because }) => (
        <li key={act}>
          <Button
            small
            kind={isGrave(act) ? 'danger' : 'secondary'}
            disabled={!allowed}
            shortcut={actKeys[act]}
            aria-describedby={because && `why-${act}`}
            onClick={() => onAct(act)}
          >
            {acts[act]}
          </Button>
          {because && <small id={`why-${act}`}>{say(because, locale)}</small>}
        </li>
      ))}
    </ul>
  )
}
