import { createHash, randomBytes } from 'node:crypto'

const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
const codeLength = 16

/** A code that nobody can guess (79 bits), in groups that can be read aloud: no 0, o, 1, l, i. */
export function newCode(): string {
  let code = ''
  // Bytes of 248 and more are thrown away: 31 divides 248, so every letter is equally likely.
  while (code.length < codeLength)
    for (const byte of randomBytes(32))
      if (byte < 248 && code.length < codeLength) code += alphabet[byte % alphabet.length]
  return groups(code)
}

const groups = (code: string): string => code.match(/.{4}/g)?.join('-') ?? code

/** The code as typed or scanned, in any case, with or without hyphens; undefined when it can be none. */
export function readCode(text: string): string | undefined {
  const bare = text.toLowerCase().replace(/[\s-]/g, '')
  return bare.length === codeLength && [...bare].every((letter) => alphabet.includes(letter)) ? groups(bare) : undefined
}

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
