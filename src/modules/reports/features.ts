import { dayOf, startOfDay } from '#core/days'
import { fold } from '#core/text'

/** What a report is told by: its words without marks, alone and in pairs, its words with marks, the commune, the part of the day. */

export type Told = { text: string; commune?: string | undefined; hour?: number | undefined }

export function featuresOf({ text, commune, hour }: Told): number[] {
  const bare = fold(text).split(' ').filter(isWord)
  const marked =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu) ?? []
  const names = [
    ...bare.map((word) => `a ${word}`),
    ...bare.slice(1).map((word, at) => `b ${bare[at]} ${word}`),
    // Without marks nothing more is said; with them, "chợ" is not "cho".
    ...marked.filter((word) => fold(word) !== word).map((word) => `c ${word}`),
    ...(commune === undefined ? [] : [`d ${commune}`]),
    ...(hour === undefined ? [] : [`e ${Math.floor(hour / 6)}`]),
  ]
  return [...new Set(names.map(numberOf))]
}

/** The hour of the province's day. */
export const hourOf = (at: Date): number => Math.floor((at.getTime() - startOfDay(dayOf(at)).getTime()) / 3_600_000)

/** Telephone and house numbers tell nothing of the category. */
const isWord = (word: string): boolean => word !== '' && !/\d{3}/.test(word)

/** FNV-1a, 32 bits: nobody reads the word out of the number, and it is equal on every machine. */
export function numberOf(name: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}
