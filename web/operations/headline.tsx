import { IconInfoCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { StatusMark } from '../ui/status-mark.tsx'
import { Delta } from './delta.tsx'
import { useFigures } from './figures.ts'
import { freshestOf } from './use-board.ts'
import { viewOf, type Board, type Indicator, type View } from './view.ts'
import { useWords } from './words.ts'
import styles from './headline.module.css'

type HeadlineProps = { board: Board; indicator: Indicator; view: View }

/** The province's own figure with all that a figure must say. */
export function Headline({ board, indicator, view }: HeadlineProps) {
  const words = useWords()
  const locale = useLocale()
  const format = useFormat()
  const figures = useFigures()
  const { total } = board
  const last = freshestOf(board)
  return (
    <div className={styles.headline}>
      <h1 tabIndex={-1}>
        {say(indicator.name, locale)}
        {indicator.estimate && <small className={styles.estimate}>{words.estimate}</small>}
      </h1>
      <p className={styles.where}>{words.wholeProvince}</p>
      <p className={styles.value}>
        {total.value === null ? (
          <span className={styles.none}>{words.noDatum}</span>
        ) : (
          <Link to={paths.operationsUnit} params={{ unit: 'tinh' }} search={viewOf(view)}>
            {figures.number(total.value, indicator.unit)}
            <span className={styles.unit}>{words.units[indicator.unit]}</span>
          </Link>
        )}
        {indicator.bands && total.value !== null && (
          <StatusMark status={total.shade}>{words.shades[total.shade]}</StatusMark>
        )}
      </p>
      <p className={styles.line}>
        <Delta figure={total} indicator={indicator} />
      </p>
      <p className={styles.line}>
        {indicator.target === undefined ? words.noTarget : words.target(figures.full(indicator.target, indicator.unit))}
        {total.whole !== null && total.whole !== total.part && (
          <> · {words.ofCases(figures.count(total.part), figures.count(total.whole))}</>
        )}
      </p>
      <p className={styles.line}>{last ? words.freshness(format.dateTime(last)) : words.noFreshness}</p>
      <Link
        className={styles.definition}
        to={paths.operationsIndicator}
        params={{ indicator: indicator.id }}
        search={viewOf(view)}
      >
        <IconInfoCircle size="1em" aria-hidden /> {words.definition}
      </Link>
    </div>
  )
}
