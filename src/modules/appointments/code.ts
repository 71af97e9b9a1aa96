import { randomBytes, randomInt } from 'node:crypto'
import { localDate } from '#modules/calendar'

/** Codes of appointments: `LH-261130-K7M3QX`, the day of the booking and six letters by chance, so that nobody guesses them. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const letters = 6

export const codePattern = /^LH-\d{6}-[A-Z2-9]{6}$/

export function newCode(at: Date, draw: (below: number) => number = randomInt): string {
  const day = localDate(at).slice(2).replaceAll('-', '')
  return `LH-${day}-${Array.from({ length: letters }, () => alphabet[draw(alphabet.length)]).join('')}`
}

/** A code as it is scanned or typed: from the address of its page, in small letters, with spaces. */
export const tidyCode = (text: string): string =>
  (text.trim().split('/').at(-1) ?? '')
    .toUpperCase()
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, '')

/** What a ticket is known by to whoever holds it. */
export const newTicketId = (): string => randomBytes(12).toString('base64url')
