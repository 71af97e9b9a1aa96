import type { Locale } from '#core/i18n'
import type { Channel, Group } from './definition.ts'

/** What a person chose; what is not said here has its default. */
export type Choice = {
  locale?: Locale | undefined
  ways: Partial<Record<Group, readonly Channel[]>>
  /** minutes of the province's day; undefined: no quiet hours */
  quiet: { from: number; to: number } | undefined
  /** minute of the day at which all that may wait is told at once */
  digestAt: number | undefined
}

export const defaultQuiet = { from: 22 * 60, to: 6 * 60 }
export const noChoice: Choice = { ways: {}, quiet: defaultQuiet, digestAt: undefined }

/** News reaches nobody outside the app who did not ask for it: consent is not preset (Law 91/2025/QH15; NĐ 356/2025/NĐ-CP). */
const unasked: readonly Group[] = ['news']
/** What may cost the province a text message where no other way is known. */
const worthAnSms: readonly Group[] = ['codes', 'my-cases', 'warnings']

/** Ways that ring or shake in a pocket; a letter waits in its box without a sound. */
const ringing: readonly Channel[] = ['push', 'sms', 'zalo']

export type Told = {
  group: Group
  urgency: 'normal' | 'emergency'
  atOnce?: boolean
  channels: readonly Channel[]
}
export type Reach = { email: boolean; phone: boolean; push: boolean; zalo: boolean }

/** The ways out of the app by which one notice goes to one person. */
export function waysOut({ group, urgency, channels }: Told, choice: Choice, reach: Reach): Channel[] {
  const open = channels.filter((channel) => isReached(channel, reach))
  if (urgency === 'emergency') return open
  const chosen = group === 'codes' ? undefined : choice.ways[group]
  return open.filter((channel) => (chosen ? chosen.includes(channel) : isDefault(channel, group, reach)))
}

function isReached(channel: Channel, reach: Reach): boolean {
  if (channel === 'app') return false
  return channel === 'sms' ? reach.phone : channel === 'zalo' ? reach.zalo && reach.phone : reach[channel]
}

/** Push and e-mail; a text message where no e-mail address is known and the matter is worth it. */
export function defaultsOf(group: Group): { push: boolean; email: boolean; smsWithoutEmail: boolean } {
  const asked = !unasked.includes(group)
  return { push: asked, email: asked, smsWithoutEmail: worthAnSms.includes(group) }
}

function isDefault(channel: Channel, group: Group, reach: Reach): boolean {
  const { push, email, smsWithoutEmail } = defaultsOf(group)
  if (channel === 'sms') return smsWithoutEmail && !reach.email
  return channel === 'push' ? push : channel === 'email' && email
}

/** A code, or an emergency: it waits for no hour and stands before everything else. */
export const isUrgent = ({ group, urgency }: Told): boolean => group === 'codes' || urgency === 'emergency'

export type Hour = { state: 'queued' | 'gathered'; at: Date }

/** When a message goes: now, with the person's digest, or when their quiet hours end. */
export function hourOf(told: Told, channel: Channel, choice: Choice, now: Date): Hour {
  if (isUrgent(told) || told.atOnce) return { state: 'queued', at: now }
  // A provider of approved texts cannot say several things at once.
  if (choice.digestAt !== undefined && channel !== 'zalo')
    return { state: 'gathered', at: nextAt(choice.digestAt, now) }
  return { state: 'queued', at: afterQuiet(channel, choice.quiet, now) }
}

export function afterQuiet(channel: Channel, quiet: Choice['quiet'], now: Date): Date {
  return quiet && ringing.includes(channel) && isWithin(quiet, minuteOf(now)) ? nextAt(quiet.to, now) : now
}

/** Hours may pass midnight; equal ends are no hours. */
const isWithin = ({ from, to }: { from: number; to: number }, minute: number): boolean =>
  from <= to ? from <= minute && minute < to : minute >= from || minute < to

export const minuteMilliseconds = 60_000
const dayMinutes = 1_440
// Vietnam keeps UTC+7 all year (QĐ 134/2002/QĐ-TTg).
const offsetMinutes = 7 * 60

export const minuteOf = (now: Date): number =>
  (Math.floor(now.getTime() / minuteMilliseconds) + offsetMinutes) % dayMinutes

/** The next instant at which the province's clock shows this minute of the day. */
export function nextAt(minute: number, now: Date): Date {
  const ahead = (minute - minuteOf(now) + dayMinutes) % dayMinutes || dayMinutes
  return new Date(Math.floor(now.getTime() / minuteMilliseconds) * minuteMilliseconds + ahead * minuteMilliseconds)
}

/** After each failed try, when the next one comes; after the last the message is parked, and shown. */
const retryMinutes = [1, 5, 15, 60, 240, 720]
/** A code is good for ten minutes: later it helps nobody. */
const retryMinutesOfCodes = [0.2, 1, 2, 4]

/** @param attempts made so far */
export function retryAt(attempts: number, secret: boolean, now: Date): Date | undefined {
  const delay = (secret ? retryMinutesOfCodes : retryMinutes)[attempts - 1]
  return delay === undefined ? undefined : new Date(now.getTime() + delay * minuteMilliseconds)
}

/** What a provider said, fit to be kept: no address, number or link of a person stands in it. */
export const withoutPersons = (answer: string, address: string): string =>
  answer
    .replaceAll(address, '…')
    .replaceAll(address.replace(/^\+/, ''), '…')
    .replaceAll(/[^\s<>"]+@[^\s<>"]+/g, '…')
    .replaceAll(/\+?\d[\d .-]{7,}\d/g, '…')
    .slice(0, 200)
