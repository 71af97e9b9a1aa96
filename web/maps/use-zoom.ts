import { useCallback, useEffect, useLayoutEffect, useRef, useState, type PointerEvent, type RefObject } from 'react'
import type { View } from './labels.ts'

const usualMost = 12

type Size = { width: number; height: number }

/** Zoom 1 shows the whole drawing; `centre` is the point of the drawing in the middle of the frame. */
type Aim = { zoom: number; centre: readonly [number, number] }

type Start = { centre: readonly [number, number]; zoom: number }
type Options = { most?: number; start?: Start | undefined }

/** Wheel, drag, pinch and buttons over a drawing that fits its frame. @param start where it begins, and how near */
export function useZoom(
  frame: RefObject<HTMLElement | null>,
  drawing: Size,
  { most = usualMost, start }: Options = {},
) {
  const size = useSize(frame)
  const home: Aim = { zoom: 1, centre: [drawing.width / 2, drawing.height / 2] }
  const [aim, setAim] = useState<Aim | undefined>(start)
  const { zoom, centre } = aim ?? home
  const fit = Math.min(size.width / drawing.width, size.height / drawing.height) * 0.96
  const scale = fit * zoom
  const view: View = { scale, x: size.width / 2 - centre[0] * scale, y: size.height / 2 - centre[1] * scale }

  const change = useCallback(
    (factor: number, at: readonly [number, number] = [size.width / 2, size.height / 2]) => {
      setAim((known) => {
        const from = known ?? { zoom: 1, centre: [drawing.width / 2, drawing.height / 2] }
        const next = Math.min(most, Math.max(1, from.zoom * factor))
        if (next === 1) return undefined
        // The point under the pointer stays under it.
        const shift = 1 / (fit * from.zoom) - 1 / (fit * next)
        return {
          zoom: next,
          centre: [
            from.centre[0] + (at[0] - size.width / 2) * shift,
            from.centre[1] + (at[1] - size.height / 2) * shift,
          ],
        }
      })
    },
    [drawing.width, drawing.height, fit, size.width, size.height, most],
  )
  useWheel(frame, change)
  const move = (dx: number, dy: number) =>
    setAim((known) => known && { ...known, centre: [known.centre[0] - dx / scale, known.centre[1] - dy / scale] })
  /** Brings a point of the drawing into the middle, so many times nearer. */
  const aimAt = (point: readonly [number, number], factor: number) =>
    setAim((known) => ({ zoom: Math.min(most, (known?.zoom ?? 1) * factor), centre: point }))
  return { size, view, zoom, change, aimAt, reset: () => setAim(undefined), drag: useDrag(zoom > 1, move, change) }
}

function useSize(frame: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const element = frame.current
    if (!element) return
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame])
  return size
}

function useWheel(
  frame: RefObject<HTMLElement | null>,
  change: (factor: number, at: readonly [number, number]) => void,
) {
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const turn = (event: WheelEvent) => {
      // The page scrolls as everywhere; the map zooms where the person asks for it.
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      const box = element.getBoundingClientRect()
      change(Math.exp(-event.deltaY / 300), [event.clientX - box.left, event.clientY - box.top])
    }
    element.addEventListener('wheel', turn, { passive: false })
    return () => element.removeEventListener('wheel', turn)
  }, [frame, change])
}

/** One finger or the mouse moves a zoomed map, two fingers zoom. `moved` tells a drag from a click. */
function useDrag(mayMove: boolean, move: (dx: number, dy: number) => void, change: (factor: number) => void) {
  const pointers = useRef(new Map<number, readonly [number, number]>())
  const moved = useRef(false)
  const apart = () => {
    const [a, b] = [...pointers.current.values()]
    return a && b ? Math.hypot(a[0] - b[0], a[1] - b[1]) : undefined
  }
  return {
    moved,
    onPointerDown: (event: PointerEvent) => {
      if (pointers.current.size === 0) moved.current = false
      pointers.current.set(event.pointerId, [event.clientX, event.clientY])
    },
    onPointerMove: (event: PointerEvent) => {
      const was = pointers.current.get(event.pointerId)
      if (!was) return
      const before = apart()
      pointers.current.set(event.pointerId, [event.clientX, event.clientY])
      const [dx, dy] = [event.clientX - was[0], event.clientY - was[1]]
      const after = apart()
      if (before && after) change(after / before)
      else if (mayMove) move(dx, dy)
      if (Math.abs(dx) + Math.abs(dy) > 2) moved.current = true
    },
    onPointerUp: (event: PointerEvent) => void pointers.current.delete(event.pointerId),
    onPointerLeave: (event: PointerEvent) => void pointers.current.delete(event.pointerId),
    onPointerCancel: (event: PointerEvent) => void pointers.current.delete(event.pointerId),
  }
}
