import { useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { Status } from '../ui/status-mark.tsx'
import { chooseLabels } from './labels.ts'
import { draw, isDirection, neighbour, type Shape } from './projection.ts'
import { useZoom } from './use-zoom.ts'
import { ZoomButtons } from './zoom-buttons.tsx'
import styles from './map.module.css'

type Shade = Exclude<Status, 'active'>

/** How a unit is painted: by its band, or by amount (0 to 1) where the indicator has no bands. */
export type Tone = {
  shade: Shade
  amount?: number | undefined
  value?: string | undefined
  faint?: boolean | undefined
}

type ProvinceMapProps = {
  shapes: readonly Shape[]
  bbox: readonly [number, number, number, number]
  tones: ReadonlyMap<string, Tone>
  names: (code: string) => string
  label: string
  help: string
  hatch: boolean
  /** what is said where there is no figure */
  missing: string
  /** values stand under the names */
  values?: boolean
  fresh: ReadonlySet<string>
  active: string | undefined
  onActive: (code: string | undefined) => void
  onOpen: (code: string) => void
  /** what a small card says of the unit looked at */
  card?: ((code: string) => ReactNode) | undefined
}

export function ProvinceMap(props: ProvinceMapProps) {
  const { shapes, bbox, active, onActive, onOpen, card } = props
  const frame = useRef<HTMLDivElement>(null)
  const helpId = useId()
  const listId = useId()
  const [focused, setFocused] = useState(false)
  const drawing = useMemo(() => draw(shapes, bbox), [shapes, bbox])
  const { size, view, zoom, change, reset, drag } = useZoom(frame, drawing)
  const at = drawing.placed.find((one) => one.code === active)
  const press = (event: KeyboardEvent) => {
    if (isDirection(event.key)) onActive(neighbour(drawing.placed, active, event.key))
    else if (event.key === 'Enter' && active) onOpen(active)
    else if (event.key === 'Escape') onActive(undefined)
    else if (event.key === '+' || event.key === '=') change(1.5)
    else if (event.key === '-') change(1 / 1.5)
    else if (event.key === '0') reset()
    else return
    event.preventDefault()
  }
  const { moved, ...gestures } = drag
  return (
    <div
      className={styles.frame}
      ref={frame}
      style={{ touchAction: zoom > 1 ? 'none' : 'pan-y' }}
      onPointerLeave={() => !focused && onActive(undefined)}
    >
      {size.width > 0 && (
        <svg
          className={styles.map}
          width={size.width}
          height={size.height}
          role="listbox"
          aria-activedescendant={active === undefined ? undefined : `${listId}-${active}`}
          aria-label={props.label}
          aria-describedby={helpId}
          tabIndex={0}
          onKeyDown={press}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          {...gestures}
        >
          <Patterns />
          <g transform={`translate(${view.x} ${view.y}) scale(${view.scale})`}>
            <g className={styles.shore} aria-hidden>
              {drawing.placed.map(({ code, path }) => (
                <path key={code} d={path} />
              ))}
            </g>
            {drawing.placed.map(({ code, path }) => (
              <Ground
                key={code}
                id={`${listId}-${code}`}
                code={code}
                path={path}
                map={props}
                click={() => !moved.current && onOpen(code)}
              />
            ))}
            {at && <path className={styles.active} d={at.path} />}
          </g>
          <Labels map={props} placed={drawing.placed} view={view} size={size} />
        </svg>
      )}
      <p id={helpId} className="visually-hidden">
        {props.help}
      </p>
      <ZoomButtons zoom={zoom} change={change} reset={reset} />
      {at && card && (
        <Card x={at.centre[0] * view.scale + view.x} y={at.centre[1] * view.scale + view.y} size={size}>
          {card(at.code)}
        </Card>
      )}
    </div>
  )
}

type GroundProps = { id: string; code: string; path: string; map: ProvinceMapProps; click: () => void }

function Ground({ id, code, path, map, click }: GroundProps) {
  const tone = map.tones.get(code) ?? { shade: 'unknown' }
  const glow = map.fresh.has(code)
  const hatched = tone.shade === 'unknown' ? tone.amount === undefined : map.hatch
  return (
    <g
      id={id}
      role="option"
      aria-selected={map.active === code}
      aria-label={`${map.names(code)}: ${tone.value ?? map.missing}`}
      className={styles.unit}
      onPointerEnter={(event) => event.pointerType === 'mouse' && map.onActive(code)}
      onClick={click}
      data-unit={code}
    >
      <path
        className={`${styles.ground} ${styles[tone.shade] ?? ''}`}
        style={tone.amount === undefined ? undefined : { fill: amountColour(tone.amount) }}
        d={path}
      />
      {hatched && tone.amount === undefined && tone.shade !== 'good' && (
        <path className={styles.hatch} fill={`url(#hatch-${tone.shade})`} d={path} />
      )}
      {glow && <path className={styles.glow} d={path} />}
    </g>
  )
}

/** Stronger is more; also for the tiles of departments. */
export const amountColour = (amount: number): string =>
  `color-mix(in oklab, var(--action) ${Math.round(12 + amount * 78)}%, var(--ground))`

/** Distinct without any colour: sparse lines for attention, dense crossing ones for failure, dots for no data. */
function Patterns() {
  return (
    <defs>
      <pattern id="hatch-watch" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path className={styles.hatchLine} d="M0 0V9" />
      </pattern>
      <pattern id="hatch-bad" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path className={styles.hatchLine} d="M0 0V7M0 0H7" />
      </pattern>
      <pattern id="hatch-unknown" width="7" height="7" patternUnits="userSpaceOnUse">
        <circle className={styles.hatchDot} cx="2" cy="2" r="0.9" />
      </pattern>
    </defs>
  )
}

type LabelsProps = {
  map: ProvinceMapProps
  placed: ReturnType<typeof draw>['placed']
  view: ReturnType<typeof useZoom>['view']
  size: { width: number; height: number }
}

function Labels({ map, placed, view, size }: LabelsProps) {
  const root = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
  const fontSize = root * (size.width < 480 ? 0.625 : 0.6875)
  const labels = chooseLabels(placed, view, {
    names: map.names,
    fontSize,
    values: map.values ?? false,
    first: map.active,
    urgent: urgentOf(map.tones),
  })
  return (
    <g className={styles.labels} aria-hidden style={{ fontSize }}>
      {labels.map(({ code, text, x, y, withValue }) => (
        <text
          key={code}
          x={x}
          y={y}
          dy={withValue ? '-0.15em' : '0.35em'}
          data-active={code === map.active || undefined}
        >
          {text}
          {withValue && (
            <tspan className={styles.value} x={x} dy="1.15em">
              {map.tones.get(code)?.value}
            </tspan>
          )}
        </text>
      ))}
    </g>
  )
}

/** The worst band is named first, unless most of the map is in it. */
function urgentOf(tones: ReadonlyMap<string, Tone>): ReadonlySet<string> {
  const bad = [...tones].filter(([, { shade, amount }]) => shade === 'bad' && amount === undefined)
  return new Set(bad.length * 3 < tones.size ? bad.map(([code]) => code) : [])
}

type CardProps = { x: number; y: number; size: { width: number; height: number }; children: ReactNode }

/** Beside the unit, on the side where there is room. */
function Card({ x, y, size, children }: CardProps) {
  const right = x < size.width * 0.55
  const below = y < size.height * 0.4
  return (
    <div
      className={styles.card}
      style={{
        ...(right ? { left: x + 28 } : { right: size.width - x + 28 }),
        ...(below ? { top: Math.max(8, y - 12) } : { bottom: Math.max(8, size.height - y - 12) }),
      }}
    >
      {children}
    </div>
  )
}
