import { createHash } from 'node:crypto'

/** NĐ 30/2020/NĐ-CP, Annex I: numbers below 10 take a leading zero; a slash stands between number and sign. */
export const numberOf = (serial: number, sign: string): string => `${String(serial).padStart(2, '0')}/${sign}`

/** Enough to recognise one's own name, not enough to learn another's: "Nguyễn Văn An" → "Nguyễn V** A*". */
export function maskName(name: string): string {
  const [family = '', ...rest] = name.trim().split(/\s+/)
  if (rest.length === 0) return mask(family)
  return [family, ...rest.map(mask)].join(' ')
}

const mask = (word: string): string => {
  const letters = [...word]
  return `${letters[0] ?? ''}${'*'.repeat(Math.max(0, letters.length - 1))}`
}

/** The year in which a number is given, by the province's clock (UTC+7). */
export const yearOf = (instant: Date): number => new Date(instant.getTime() + 7 * 3600_000).getUTCFullYear()

/** SHA-256 (hex) over the content as stored: keys in a fixed order, so that equal content has an equal digest. */
export const digestOf = (content: string): string => createHash('sha256').update(content, 'utf8').digest('hex')

/** JSON with the keys of every object in order. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
