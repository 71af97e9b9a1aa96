/** What no table can keep: a NUL or half a surrogate pair in a text, and nesting that would exhaust the stack. */

const deepest = 40

export type Unstorable = { path: string; code: string; message: string }

/** Walks an input before it is parsed. @returns the first part that could not be stored as it was sent */
export function findUnstorable(input: unknown): Unstorable | undefined {
  const waiting: { value: unknown; path: readonly string[] }[] = [{ value: input, path: [] }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, path } = next
    if (typeof value === 'string' && !isStorable(value))
      return { path: path.join('.'), code: 'unreadable-text', message: 'a text with characters that do not exist' }
    if (typeof value !== 'object' || value === null) continue
    if (path.length >= deepest)
      return { path: path.slice(0, 3).join('.'), code: 'too-deep', message: `more than ${deepest} levels` }
    for (const [key, part] of Object.entries(value)) {
      if (!isStorable(key))
        return { path: path.join('.'), code: 'unreadable-text', message: 'a name with characters that do not exist' }
      waiting.push({ value: part, path: [...path, key] })
    }
  }
  return undefined
}

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\u0000')
