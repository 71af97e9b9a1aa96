/** Reads the part of an address behind `?`: what is missing or empty is left out, what is not known is dropped. */
type Raw = Record<string, unknown>

export function optionalTexts<Key extends string>(...keys: readonly Key[]): (raw: Raw) => Partial<Record<Key, string>>
export function optionalTexts(...keys: readonly string[]): (raw: Raw) => Record<string, string> {
  return (raw) => {
    const read: Record<string, string> = {}
    for (const key of keys) {
      const value = raw[key]
      if ((typeof value === 'string' || typeof value === 'number') && value !== '') read[key] = String(value)
    }
    return read
  }
}
