/**
 * Case codes. TT 03/2025/TT-VPCP Đ13: agency code from the top level down, date of submission, serial of the day:
 * `H50.19.363-261118-0001`. TT 01/2018 had the groups the other way round; TT 04/2025 puts two digits of the system's owner
 * before the serial. A pattern cannot tell them apart, so a case stores the scheme by which its code was given.
 */
export const schemes = ['tt01-2018', 'tt03-2025', 'tt04-2025', 'foreign'] as const
export type Scheme = (typeof schemes)[number]

export type CaseCode = { agency: string; on: string; serial: number; system?: string | undefined }

const pattern = /^(?<agency>[A-Z0-9]+(?:\.[A-Z0-9]+)*)-(?<date>\d{6})-(?<serial>\d{4,})$/

export function writeCode({ agency, on, serial, system }: CaseCode): string {
  const date = on.slice(2, 4) + on.slice(5, 7) + on.slice(8, 10)
  return `${agency}-${date}-${system ?? ''}${String(serial).padStart(4, '0')}`
}

/** Reads a code by its scheme; undefined when it is none. */
export function readCode(text: string, scheme: Scheme): CaseCode | undefined {
  const groups = pattern.exec(text)?.groups
  if (!groups || scheme === 'foreign') return undefined
  const { agency = '', date = '', serial = '' } = groups
  const on = `20${date.slice(0, 2)}-${date.slice(2, 4)}-${date.slice(4, 6)}`
  if (new Date(`${on}T00:00:00Z`).toJSON()?.slice(0, 10) !== on) return undefined
  if (scheme !== 'tt04-2025') return { agency, on, serial: Number(serial) }
  if (serial.length < 6) return undefined
  return { agency, on, serial: Number(serial.slice(2)), system: serial.slice(0, 2) }
}

/** A code as people type or scan it: small letters, spaces, long dashes. */
export const tidyCode = (text: string): string =>
  text
    .trim()
    .toUpperCase()
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, '')
