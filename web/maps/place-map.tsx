import { useEffect, useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { chooseLabels, type Frame } from './labels.ts'
import { draw, planeOf, type Shape } from './projection.ts'
import { useZoom } from './use-zoom.ts'
import { ZoomButtons } from './zoom-buttons.tsx'
import styles from './place-map.module.css'

/** Longitude, latitude in degrees. */
export type Place = readonly [number, number]
export type Box = readonly [west: number, south: number, east: number, north: number]

export type Mark = {
  key: string
  place: Place
  stage: 'received' | 'handling' | 'answered'
  /** how many reports it stands for; one is drawn as a pin */
  count: number
  /** it stands for a square of the map, which a press brings nearer */
  square?: boolean
  label: string
}

type PlaceMapProps = {
  shapes: readonly Shape[]
  bbox: Box
  label: string
  marks?: readonly Mark[]
  onOpen?: (mark: Mark) => void
  /** the place that it begins at, near by; the whole ground where there is none */
  about?: Place | undefined
  /** the place chosen; with `onPick` a press on the map sets it */
  pin?: Place | undefined
  onPick?: (place: Place) => void
  /** told which part of the world is in view, and over how many pixels, when it has come to rest */
  onView?: (box: Box, width: number) => void
  children?: ReactNode
}

const deepest = 400
/** How near it begins: at a street, or over a commune. */
const [nearPin, nearAbout] = [24, 10]

/** The province as a ground for places: it zooms to a street's length, shows reports, and takes a pin. */
export function PlaceMap(props: PlaceMapProps) {
  const { shapes, bbox, label, marks = [], onOpen, pin, onPick } = props
  const frame = useRef<HTMLDivElement>(null)
  const drawing = useMemo(() => draw(shapes, bbox), [shapes, bbox])
  const plane = useMemo(() => planeOf(bbox), [bbox])
  const begin = pin ?? props.about
  const start = begin && { centre: plane.toPlane(begin), zoom: pin ? nearPin : nearAbout }
  const { size, view, zoom, change, reset, drag, aimAt } = useZoom(frame, drawing, { most: deepest, start })
  const toScreen = (place: Place): readonly [number, number] => {
    const [x, y] = plane.toPlane(place)
    return [x * view.scale + view.x, y * view.scale + view.y]
  }
  const toPlace = (x: number, y: number): Place => plane.toPlace([(x - view.x) / view.scale, (y - view.y) / view.scale])
  useViewTold(props.onView, [toPlace(0, size.height), toPlace(size.width, 0)], size.width)
  const { moved, ...gestures } = drag
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: [-24, 0], ArrowRight: [24, 0], ArrowUp: [0, -24], ArrowDown: [0, 24] }[event.key]
    if (event.key === '+' || event.key === '=') change(1.5)
    else if (event.key === '-') change(1 / 1.5)
    else if (event.key === '0') reset()
    else if (step && onPick) {
      // The pin moves by the keys as far as the eye follows; without a pin the middle of the view gets it.
      const [x, y] = pin ? toScreen(pin) : [size.width / 2, size.height / 2]
      onPick(toPlace(x + (step[0] ?? 0), y + (step[1] ?? 0)))
    } else return
    event.preventDefault()
  }
  return (
    <div className={styles.frame} ref={frame} style={{ touchAction: zoom > 1 ? 'none' : 'pan-y' }}>
      {size.width > 0 && (
        <svg
          className={styles.map}
          width={size.width}
          height={size.height}
          role="application"
          aria-label={label}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the pin and the zoom are within reach of the keyboard
          tabIndex={0}
          onKeyDown={press}
          onClick={(event) => {
            if (moved.current || !onPick) return
            const box = event.currentTarget.getBoundingClientRect()
            onPick(toPlace(event.clientX - box.left, event.clientY - box.top))
          }}
          data-picking={onPick ? true : undefined}
          {...gestures}
        >
          <g transform={`translate(${view.x} ${view.y}) scale(${view.scale})`} aria-hidden>
            {drawing.placed.map(({ code, path }) => (
              <path key={code} className={styles.ground} d={path} />
            ))}
          </g>
          <Names
            placed={drawing.placed}
            view={view}
            beside={marks.map((mark) => frameOf(mark, toScreen(mark.place)))}
          />
          {marks
            .toSorted((a, b) => b.count - a.count)
            .map((mark) => (
              <MapMark
                key={mark.key}
                mark={mark}
                at={toScreen(mark.place)}
                open={() => (mark.square ? aimAt(plane.toPlane(mark.place), 2.2) : onOpen?.(mark))}
              />
            ))}
          {pin && <Pin at={toScreen(pin)} />}
        </svg>
      )}
      <ZoomButtons zoom={zoom} change={change} reset={reset} />
      {props.children}
    </div>
  )
}

/** Tells the view when it has stood still for a moment. */
function useViewTold(
  tell: ((box: Box, width: number) => void) | undefined,
  [[west, south], [east, north]]: readonly [Place, Place],
  width: number,
) {
  const latest = useRef(tell)
  useEffect(() => {
    latest.current = tell
  })
  const key = [west, south, east, north].map((degrees) => degrees.toFixed(5)).join(',')
  useEffect(() => {
    if (width === 0) return
    const timer = setTimeout(() => {
      const [w = 0, s = 0, e = 0, n = 0] = key.split(',').map(Number)
      latest.current?.([w, s, e, n], width)
    }, 220)
    return () => clearTimeout(timer)
  }, [key, width])
}

type Drawn = ReturnType<typeof draw>['placed']

type NamesProps = { placed: Drawn; view: ReturnType<typeof useZoom>['view']; beside: readonly Frame[] }

function Names({ placed, view, beside }: NamesProps) {
  const fontSize = 11
  const names = new Map(placed.map(({ code, name }) => [code, name.replace(/^(Phường|Xã|Đặc khu) /u, '')]))
  const labels = chooseLabels(placed, view, {
    names: (code) => names.get(code) ?? '',
    fontSize,
    values: false,
    first: undefined,
    urgent: new Set(),
    beside,
  })
  return (
    <g className={styles.names} aria-hidden style={{ fontSize }}>
      {labels.map(({ code, text, x, y }) => (
        <text key={code} x={x} y={y} dy="0.35em">
          {text}
        </text>
      ))}
    </g>
  )
}

type MarkProps = { mark: Mark; at: readonly [number, number]; open: () => void }

const radiusOf = ({ count }: Mark): number => (count > 1 ? Math.min(20, 10 + Math.sqrt(count)) : 8)

function frameOf(mark: Mark, [x, y]: readonly [number, number]): Frame {
  const radius = radiusOf(mark)
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }
}

/** A pin, or a disc that grows with the number it stands for; the stage also by its shape. */
function MapMark({ mark, at: [x, y], open }: MarkProps) {
  const radius = radiusOf(mark)
  return (
    <g
      className={`${styles.mark} ${styles[mark.stage] ?? ''}`}
      transform={`translate(${x} ${y})`}
      role="button"
      tabIndex={0}
      aria-label={mark.label}
      onClick={(event) => {
        event.stopPropagation()
        open()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        event.stopPropagation()
        open()
      }}
    >
      <title>{mark.label}</title>
      <circle className={styles.reach} r={Math.max(radius, 16)} />
      {mark.stage === 'answered' && mark.count === 1 ? (
        <rect className={styles.face} x={-7} y={-7} width={14} height={14} rx={3} />
      ) : (
        <circle className={styles.face} r={radius} />
      )}
      {mark.count > 1 && (
        <text className={styles.count} dy="0.36em">
          {mark.count > 999 ? `${Math.round(mark.count / 1000)}k` : mark.count}
        </text>
      )}
    </g>
  )
}

function Pin({ at: [x, y] }: { at: readonly [number, number] }) {
  return (
    <g className={styles.pin} transform={`translate(${x} ${y})`} aria-hidden>
      <path d="M0 0C-9 -13 -12 -18 -12 -24a12 12 0 1 1 24 0C12 -18 9 -13 0 0Z" />
      <circle cx={0} cy={-24} r={4.5} />
    </g>
  )
}
