import { timingSafeEqual } from 'node:crypto'

/** Anybody who holds a document may check it: the code cannot be guessed, and the answer is masked. */
export const mayVerify = (): boolean => true

/** The link that its holder was given opens a document without sign-in. */
export function holdsSecret(expected: string, given: string | undefined): boolean {
  if (given === undefined) return false
  const [a, b] = [Buffer.from(expected), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}
