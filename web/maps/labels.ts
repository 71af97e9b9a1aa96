import type { Placed } from './projection.ts'

export type View = { scale: number; x: number; y: number }
export type Label = { code: string; text: string; x: number; y: number; withValue: boolean }

type Options = {
  names: (code: string) => string
  fontSize: number
  values: boolean
  first: string | undefined
  /** what must be named even where its ground is too small for the name */
  urgent: ReadonlySet<string>
}

/** Which names stand: clear of each other and on their own ground, the urgent and the larger first, the looked-at one always. */
export function chooseLabels(
  placed: readonly Placed[],
  view: View,
  { names, fontSize, values, first, urgent }: Options,
): Label[] {
  const taken: { left: number; right: number; top: number; bottom: number }[] = []
  const labels: Label[] = []
  const need = (code: string) => (code === first ? 2 : urgent.has(code) ? 1 : 0)
  const byNeed = placed.toSorted((a, b) => need(b.code) - need(a.code) || b.area - a.area)
  for (const { code, centre, size } of byNeed) {
    const text = names(code)
    const [x, y] = [centre[0] * view.scale + view.x, centre[1] * view.scale + view.y]
    const wide = text.length * fontSize * 0.52
    const withValue = values && (urgent.has(code) || size[1] * view.scale > fontSize * 3)
    const high = fontSize * (withValue ? 2.3 : 1.2)
    const box = { left: x - wide / 2 - 2, right: x + wide / 2 + 2, top: y - high / 2, bottom: y + high / 2 }
    const fits = wide < size[0] * view.scale * 1.1 && high < size[1] * view.scale
    const clear = taken.every(
      (other) => box.right < other.left || box.left > other.right || box.bottom < other.top || box.top > other.bottom,
    )
    if (code !== first && !(clear && (fits || urgent.has(code)))) continue
    taken.push(box)
    labels.push({ code, text, x, y, withValue })
  }
  return labels
}
