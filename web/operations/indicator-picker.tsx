import { say, useLocale } from '../messages/use-messages.ts'
import { groupNames, groupOf } from './figures.ts'
import type { Indicator } from './view.ts'
import { useWords } from './words.ts'
import styles from './controls.module.css'

type IndicatorPickerProps = { indicators: readonly Indicator[]; chosen: string; onChoose: (id: string) => void }

/** A grouped list beside the map; on a phone the device's own list. */
export function IndicatorPicker({ indicators, chosen, onChoose }: IndicatorPickerProps) {
  const words = useWords()
  const locale = useLocale()
  const groups = groupNames
    .map((group) => ({ group, items: indicators.filter((indicator) => groupOf(indicator) === group) }))
    .filter(({ items }) => items.length > 0)
  return (
    <nav className={styles.indicators} aria-label={words.indicator}>
      <select aria-label={words.indicator} value={chosen} onChange={(event) => onChoose(event.target.value)}>
        {groups.map(({ group, items }) => (
          <optgroup key={group} label={words.groups[group]}>
            {items.map((indicator) => (
              <option key={indicator.id} value={indicator.id}>
                {say(indicator.name, locale)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <div className={styles.indicatorList}>
        {groups.map(({ group, items }) => (
          <section key={group}>
            <h2>{words.groups[group]}</h2>
            <ul className={styles.plain}>
              {items.map((indicator) => (
                <li key={indicator.id}>
                  <button
                    type="button"
                    aria-current={indicator.id === chosen || undefined}
                    onClick={() => onChoose(indicator.id)}
                  >
                    {say(indicator.name, locale)}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </nav>
  )
}
