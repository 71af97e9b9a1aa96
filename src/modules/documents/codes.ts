import { randomBytes } from 'node:crypto'

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
