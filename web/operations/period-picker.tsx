import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useFormat } from '../messages/use-messages.ts'
import { periodText } from './figures.ts'
import { addDays, periodKinds, type Period, type View } from './view.ts'
import { useWords } from './words.ts'
import styles from './controls.module.css'

type PeriodPickerProps = { period: Period | undefined; view: View; onView: (view: View) => void }

/** Day to year, back and forward; `on` stands in the address only when it is not now. */
export function PeriodPicker({ period, view, onView }: PeriodPickerProps) {
  const words = useWords()
  const format = useFormat()
  const kind = view.period ?? 'month'
  const move = (on: string | undefined) => {
    const { on: _, ...rest } = view
    onView(on ? { ...rest, on } : rest)
  }
  const forward = () => period && move(addDays(period.to, 1))
  return (
    <section className={styles.period} aria-label={words.period}>
      <div className={styles.kinds} role="group" aria-label={words.period}>
        {periodKinds.map((one) => (
          <button key={one} type="button" aria-pressed={kind === one} onClick={() => onView({ ...view, period: one })}>
            {words.periods[one]}
          </button>
        ))}
      </div>
      <div className={styles.moves}>
        <button
          type="button"
          aria-label={words.earlier}
          title={words.earlier}
          onClick={() => period && move(addDays(period.from, -1))}
        >
          <IconChevronLeft size="1.125em" aria-hidden />
        </button>
        <span className={styles.periodName} aria-live="polite">
          <strong>{period ? periodText(period, words, format.date) : ' '}</strong>
          <small>{period && (period.open ? words.periodOpen : words.periodClosed)}</small>
        </span>
        <button
          type="button"
          aria-label={words.later}
          title={words.later}
          disabled={!period || period.open}
          onClick={forward}
        >
          <IconChevronRight size="1.125em" aria-hidden />
        </button>
      </div>
      {view.on && (
        <button type="button" className={styles.nowButton} onClick={() => move(undefined)}>
          {kind === 'day' ? words.today : words.now}
        </button>
      )}
    </section>
  )
}
