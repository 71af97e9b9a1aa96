import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { say, useLocale } from '../messages/use-messages.ts'
import { Button, type ButtonKind } from '../ui/button.tsx'
import { actKeys, isGrave, sortActs, type ActName, type Possible } from './acts.ts'
import { useWork } from './use-work.ts'
import styles from './case.module.css'
import partStyles from './case-parts.module.css'

type BarProps = { possible: readonly Possible[]; busy: boolean; onAct: (act: ActName) => void; onWithNote: () => void }

/** What the work wants first; the rest behind one press, those that may not be done yet with the reason. */
export function ActBar({ possible, busy, onAct, onWithNote }: BarProps) {
  const { acts, page, words } = useWork()
  const [more, setMore] = useState(false)
  const { main, others } = sortActs(possible)
  const kindOf = (act: ActName, at: number): ButtonKind => {
    if (isGrave(act)) return 'danger'
    return at === 0 && act !== 'recall' ? 'primary' : 'secondary'
  }
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
  const { acts, page } = useWork()
  const locale = useLocale()
  const allowed = others.filter((one) => one.allowed)
  const reasons = Map.groupBy(
    others.filter((one) => !one.allowed),
    ({ because }) => (because ? say(because, locale) : ''),
  )
  return (
    <div className={styles.others}>
      <div className={styles.actLine}>
        {allowed.map(({ act }) => (
          <Button
            key={act}
            small
            kind={isGrave(act) ? 'danger' : 'secondary'}
            shortcut={actKeys[act]}
            onClick={() => onAct(act)}
          >
            {acts[act]}
          </Button>
        ))}
      </div>
      <p className={partStyles.quiet}>{page.notAllowed}</p>
      <dl className={styles.not}>
        {[...reasons].map(([reason, possible]) => (
          <div key={reason}>
            <dt>{possible.map(({ act }) => acts[act]).join(', ')}</dt>
            <dd>{reason}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
