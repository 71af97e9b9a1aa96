import type { Placed } from './projection.ts'

export type View = { scale: number; x: number; y: number }
export type Label = { code: string; text: string; x: number; y: number; withValue: boolean }

type Options = { names: (code: string) => string; fontSize: number; values: boolean; first: string | undefined }

/** Which names fit: on their own ground and clear of each other, the larger units first, the looked-at one always. */
export function chooseLabels(
  placed: readonly Placed[],
  view: View,
  { names, fontSize, values, first }: Options,
): Label[] {
  const taken: { left: number; right: number; top: number; bottom: number }[] = []
  const labels: Label[] = []
  const byNeed = placed.toSorted((a, b) => Number(b.code === first) - Number(a.code === first) || b.area - a.area)
  for (const { code, centre, size } of byNeed) {
    const text = names(code)
    const [x, y] = [centre[0] * view.scale + view.x, centre[1] * view.scale + view.y]
    const wide = text.length * fontSize * 0.52
    const withValue = values && size[1] * view.scale > fontSize * 3
    const high = fontSize * (withValue ? 2.3 : 1.2)
    const box = { left: x - wide / 2 - 2, right: x + wide / 2 + 2, top: y - high / 2, bottom: y + high / 2 }
    const fits = wide < size[0] * view.scale * 1.1 && high < size[1] * view.scale
    const clear = taken.every(
      (other) => box.right < other.left || box.left > other.right || box.bottom < other.top || box.top > other.bottom,
    )
    if (code !== first && !(fits && clear)) continue
    taken.push(box)
    labels.push({ code, text, x, y, withValue })
  }
  return labels
}
