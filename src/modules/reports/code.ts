import { randomInt } from 'node:crypto'
import { localDate } from '#modules/calendar'

/**
 * Codes of reports: `PA-261128-K7M3QX`, the day and six letters by chance, so that nobody counts or guesses them and no two
 * senders wait for one serial.
 */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const letters = 6

export const codePattern = /^PA-\d{6}-[A-Z2-9]{6}$/

export function newCode(at: Date, draw: (below: number) => number = randomInt): string {
  const day = localDate(at)
  const tail = Array.from({ length: letters }, () => alphabet[draw(alphabet.length)]).join('')
  return `PA-${day.slice(2, 4)}${day.slice(5, 7)}${day.slice(8, 10)}-${tail}`
}

/** A code as people type or read it out: small letters, spaces, long dashes. */
export const tidyCode = (text: string): string =>
  text
    .trim()
    .toUpperCase()
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, '')
