import { useLayoutEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { extentOf, linePath, niceTicks, type Extent } from './scale.ts'
import styles from './charts.module.css'

export type TrendPoint = { key: string; label: string; value: number | null; note?: string | undefined }

type TrendChartProps = {
  points: readonly TrendPoint[]
  label: string
  write: (value: number) => string
  missing: string
  /** its values are counted: the axis has whole numbers only */
  counted?: boolean
  limits?: Partial<Extent>
  target?: { value: number; label: string } | undefined
  bands?: { good: number; watch: number } | undefined
}

const height = 220
const edges = { top: 16, right: 16, bottom: 28 }
/** px; about what a character of the axis takes */
const character = 7

/** How a figure moved. The pointer, or the arrow keys, read its points; a table stands behind for screen readers. */
export function TrendChart(props: TrendChartProps) {
  const { points, label, write, missing, counted = false, limits = {}, target, bands } = props
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const [read, setRead] = useState<number>()
  const { low, high } = extentOf([...points.map((point) => point.value), target?.value], limits)
  const ticks = niceTicks(low, high, counted ? 1 : 0)
  const longest = Math.max(...ticks.map((tick) => write(tick).length))
  const margin = { ...edges, left: Math.max(52, 16 + character * longest) }
  const inside = { width: Math.max(0, width - margin.left - margin.right), height: height - margin.top - margin.bottom }
  const x = (at: number) => margin.left + (at / Math.max(1, points.length - 1)) * inside.width
  const y = (value: number) => margin.top + (1 - (value - low) / (high - low || 1)) * inside.height
  const placed = points.map((point, at) => (point.value === null ? undefined : ([x(at), y(point.value)] as const)))
  const shown = points[read ?? points.length - 1]
  const dot = placed[read ?? points.length - 1]
  const follow = (event: PointerEvent<SVGSVGElement>) => {
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left
    const nearest = Math.round(((left - margin.left) / (inside.width || 1)) * (points.length - 1))
    setRead(Math.min(points.length - 1, Math.max(0, nearest)))
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    setRead((at) => Math.min(points.length - 1, Math.max(0, (at ?? points.length - 1) + step)))
  }
  const every = Math.ceil(points.length / Math.max(2, Math.floor(inside.width / 72)))
  return (
    <div ref={frame} className={styles.trend}>
      <p className={styles.reading}>
        <span>{shown?.label}</span>
        <strong>{shown && shown.value !== null ? write(shown.value) : missing}</strong>
        {shown?.note && <span>{shown.note}</span>}
      </p>
      {width > 0 && (
        <svg
          width={width}
          height={height}
          role="slider"
          aria-label={label}
          aria-valuemin={1}
          aria-valuemax={points.length}
          aria-valuenow={(read ?? points.length - 1) + 1}
          aria-valuetext={shown && `${shown.label}: ${shown.value === null ? missing : write(shown.value)}`}
          tabIndex={0}
          onPointerMove={follow}
          onPointerLeave={() => setRead(undefined)}
          onKeyDown={press}
        >
          {bands && <Bands bands={bands} y={y} low={low} high={high} left={margin.left} width={inside.width} />}
          {ticks.map((tick) => (
            <g key={tick} className={styles.tick}>
              <line x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} />
              <text x={margin.left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
                {write(tick)}
              </text>
            </g>
          ))}
          {target && (
            <g className={styles.target}>
              <line x1={margin.left} x2={width - margin.right} y1={y(target.value)} y2={y(target.value)} />
              <text x={margin.left + 4} y={y(target.value) - 5}>
                {target.label}
              </text>
            </g>
          )}
          <path className={styles.line} d={linePath(placed)} />
          {points.map((point, at) =>
            (points.length - 1 - at) % every === 0 ? (
              <text
                key={point.key}
                className={styles.axis}
                x={x(at)}
                y={height - 8}
                textAnchor={at === points.length - 1 ? 'end' : 'middle'}
              >
                {point.label}
              </text>
            ) : null,
          )}
          {read !== undefined && (
            <line className={styles.reader} x1={x(read)} x2={x(read)} y1={margin.top} y2={height - margin.bottom} />
          )}
          {dot && <circle className={styles.dot} cx={dot[0]} cy={dot[1]} r="4.5" />}
        </svg>
      )}
    </div>
  )
}

type BandsProps = {
  bands: { good: number; watch: number }
  y: (value: number) => number
  low: number
  high: number
  left: number
  width: number
}

/** The bands as quiet ground behind the line. */
function Bands({ bands, y, low, high, left, width }: BandsProps) {
  const clip = (value: number) => Math.min(high, Math.max(low, value))
  const stretch = (from: number, to: number) => ({
    y: Math.min(y(clip(from)), y(clip(to))),
    height: Math.abs(y(clip(from)) - y(clip(to))),
  })
  const rising = bands.good >= bands.watch
  return (
    <g aria-hidden>
      <rect className={styles.bandGood} x={left} width={width} {...stretch(bands.good, rising ? high : low)} />
      <rect className={styles.bandWatch} x={left} width={width} {...stretch(bands.watch, bands.good)} />
      <rect className={styles.bandBad} x={left} width={width} {...stretch(rising ? low : high, bands.watch)} />
    </g>
  )
}

function useWidth(frame: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = frame.current
    if (!element) return
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame])
  return width
}
