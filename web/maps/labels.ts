import type { Placed } from './projection.ts'

export type View = { scale: number; x: number; y: number }
/** A part of the screen, in pixels. */
export type Frame = { left: number; right: number; top: number; bottom: number }
export type Label = { code: string; text: string; x: number; y: number; withValue: boolean }

type Options = {
  names: (code: string) => string
  fontSize: number
  values: boolean
  first: string | undefined
  /** what must be named even where its ground is too small for the name */
  urgent: ReadonlySet<string>
  /** what lies on the ground: a name steps up or down on its own ground to be clear of it */
  beside?: readonly Frame[]
}

/** Which names stand: clear of each other and on their own ground, the urgent and the larger first, the looked-at one always. */
export function chooseLabels(
  placed: readonly Placed[],
  view: View,
  { names, fontSize, values, first, urgent, beside = [] }: Options,
): Label[] {
  const taken: Frame[] = [...beside]
  const steps = beside.length > 0 ? [0, 1, -1, 2, -2] : [0]
  const labels: Label[] = []
  const need = (code: string) => (code === first ? 2 : urgent.has(code) ? 1 : 0)
  const byNeed = placed.toSorted((a, b) => need(b.code) - need(a.code) || b.area - a.area)
  for (const { code, centre, size } of byNeed) {
    const text = names(code)
    const [x, middle] = [centre[0] * view.scale + view.x, centre[1] * view.scale + view.y]
    const wide = text.length * fontSize * 0.52
    const withValue = values && (urgent.has(code) || size[1] * view.scale > fontSize * 3)
    const high = fontSize * (withValue ? 2.3 : 1.2)
    const boxAt = (y: number): Frame => ({
      left: x - wide / 2 - 2,
      right: x + wide / 2 + 2,
      top: y - high / 2,
      bottom: y + high / 2,
    })
    const room = (size[1] * view.scale - high) / 2
    const fits = wide < size[0] * view.scale * 1.1 && room > 0
    const within = steps.map((step) => step * high).filter((by) => by === 0 || Math.abs(by) < room)
    const clear = within.map((by) => middle + by).find((y) => taken.every((other) => areApart(boxAt(y), other)))
    if (code !== first && !(clear !== undefined && (fits || urgent.has(code)))) continue
    const y = clear ?? middle
    taken.push(boxAt(y))
    labels.push({ code, text, x, y, withValue })
  }
  return labels
}

const areApart = (one: Frame, other: Frame): boolean =>
  one.right < other.left || one.left > other.right || one.bottom < other.top || one.top > other.bottom
