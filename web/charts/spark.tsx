import { extentOf, linePath } from './scale.ts'
import styles from './charts.module.css'

type SparkProps = { values: readonly (number | null)[]; width?: number; height?: number }

/** A small trend beside a figure; the figure itself is in the text, so the drawing is for the eye only. */
export function Spark({ values, width = 64, height = 20 }: SparkProps) {
  const { low, high } = extentOf(values)
  const place = (value: number, at: number) =>
    [
      3 + (at / Math.max(1, values.length - 1)) * (width - 6),
      height - 3 - ((value - low) / (high - low || 1)) * (height - 6),
    ] as const
  const points = values.map((value, at) => (value === null ? undefined : place(value, at)))
  const last = points.at(-1)
  return (
    <svg className={styles.spark} viewBox={`0 0 ${width} ${height}`} style={{ width: `${width / 16}rem` }} aria-hidden>
      <path d={linePath(points)} />
      {last && <circle cx={last[0]} cy={last[1]} r="2.25" />}
    </svg>
  )
}
