import { useFigures } from './figures.ts'
import type { Figure, Indicator } from './view.ts'
import { useWords } from './words.ts'
import styles from './headline.module.css'

/** The change against the period before: an arrow that says which way, a colour that says whether that is good. */
export function Delta({ figure, indicator }: { figure: Figure; indicator: Indicator }) {
  const words = useWords()
  const figures = useFigures()
  if (figure.value === null) return null
  if (figure.previous === null) return <span className={styles.muted}>{words.noPrevious}</span>
  const change = figures.rounded(figure.value, indicator.unit) - figures.rounded(figure.previous, indicator.unit)
  const better = change === 0 ? undefined : change > 0 === (indicator.better === 'higher')
  const sign = change > 0 ? '▲ ' : change < 0 ? '▼ ' : ''
  return (
    <span className={styles.delta} title={words.previous(figures.full(figure.previous, indicator.unit))}>
      <span data-better={better}>
        {change === 0 ? '=' : `${sign}${figures.number(Math.abs(change), indicator.unit)}`}
      </span>{' '}
      <span className={styles.muted}>{words.previous(figures.full(figure.previous, indicator.unit))}</span>
    </span>
  )
}
