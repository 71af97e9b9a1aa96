/** What is wrong in a pack, and where: people repair it from this line alone. */
export type Problem = {
  file: string
  line: number
  column: number
  path: string
  message: string
  /** A warning does not stop the start. */
  severity: 'error' | 'warning'
}

/** `procedures/birth-registration.yaml:14:7 steps.approve.by: no role "chiar"; did you mean "chair"?` */
export const problemLine = ({ file, line, column, path, message, severity }: Problem): string =>
  `${file}:${line}:${column} ${path ? `${path}: ` : ''}${severity === 'warning' ? 'warning: ' : ''}${message}`

/** The name that a person probably meant, as a sentence to hang on; nothing where no name is near. */
export function didYouMean(written: string, names: Iterable<string>): string {
  const reach = Math.max(1, Math.floor(written.length / 3))
  let best: string | undefined
  let nearest = reach + 1
  for (const name of names) {
    const distance = editDistance(written.toLowerCase(), name.toLowerCase(), nearest)
    if (distance < nearest) [best, nearest] = [name, distance]
  }
  return best === undefined ? '' : `; did you mean "${best}"?`
}

/** Insertions, deletions, changes and swaps of neighbours between two words, counted up to `limit`. */
export function editDistance(a: string, b: string, limit = Infinity): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      const left = current[column - 1] ?? 0
      const up = above[column] ?? 0
      const corner = above[column - 1] ?? 0
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      const swap = swapped ? (before[column - 2] ?? 0) + 1 : Infinity
      current.push(Math.min(left + 1, up + 1, corner + (same ? 0 : 1), swap))
    }
    ;[before, above] = [above, current]
  }
  return above[b.length] ?? 0
}
