import type { Category } from './definition.ts'
import type { Place } from './store/report.ts'

/** What everybody may see of a report. */

/** About a kilometre: enough to know the neighbourhood, too little to know the house. */
const blurDegrees = 0.01

/** The place as the public map has it: the middle of a square where the category keeps homes out of sight. */
export const shownPlace = ({ blur }: Category, place: Place | undefined): Place | undefined =>
  place && blur ? [middle(place[0]), middle(place[1])] : place

const middle = (degrees: number): number =>
  Math.round((Math.floor(degrees / blurDegrees) + 0.5) * blurDegrees * 1e6) / 1e6

const cover = '•••'

/** Telephone numbers, numbers of identity cards and accounts, e-mail addresses, number plates. */
const personal = [
  /[\p{L}\d._%+-]+@[\p{L}\d.-]+\.\p{L}{2,}/gu,
  /\b\d{2}\s?-?\s?[A-ZĐ]{1,2}\d?\s?[-.\s]?\s?\d{3}[.\s]?\d{2}\b/giu,
  /(?<![\d.,])(?:\+?84|0)(?:[\s.-]?\d){8,10}(?!\d)/gu,
  /(?<![\d.,])\d(?:[\s.]?\d){8,13}(?!\d)/gu,
]

/** The text with what looks personal covered: a proposal to the desk, which reads the whole. */
export const coverPersonal = (text: string): string =>
  personal.reduce((covered, pattern) => covered.replace(pattern, cover), text)

const metresPerDegree = 111_320

/** Metres between two places, on a plane: good to a few per cent inside a province. */
export function metresBetween(a: Place, b: Place): number {
  const stretch = Math.cos((((a[1] + b[1]) / 2) * Math.PI) / 180)
  return Math.round(Math.hypot((a[0] - b[0]) * stretch, a[1] - b[1]) * metresPerDegree)
}
