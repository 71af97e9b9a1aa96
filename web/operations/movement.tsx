import { useWords } from './words.ts'
import styles from './ranking.module.css'

/** Places gained or lost since the period before. */
export function Movement({ places }: { places: number | null }) {
  const words = useWords()
  if (places === null) return <span className={styles.movement} />
  const said = places > 0 ? words.up(places) : places < 0 ? words.down(-places) : words.same
  return (
    <span className={styles.movement} data-way={places > 0 ? 'up' : places < 0 ? 'down' : undefined} title={said}>
      <span aria-hidden>{places > 0 ? `▲${places}` : places < 0 ? `▼${-places}` : '–'}</span>
      <span className="visually-hidden">{said}</span>
    </span>
  )
}
