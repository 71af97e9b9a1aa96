import { saysTheSame, type Word, wordsOf } from './folding.ts'

/** The pack's list of everyday words: what they mean in the titles, and which words say nothing. */
export type Synonyms = {
  /** The words of the titles, each with what people say instead: `hộ chiếu: [passport]`. */
  means: Readonly<Record<string, readonly string[]>>
  ignore: readonly string[]
}

type Phrase = { said: readonly Word[]; means: readonly Word[][] }
export type Reader = (query: string) => Word[][]

const mostReadings = 12

const abbreviation = /(?<![\p{L}\p{N}])[\p{Lu}\p{N}]{2,}(?![\p{L}\p{N}])/gu

/** Titles shorten too ("cấp sổ BHXH"): such a text stands in the index as written and written out. */
export function writerOut({ means }: Synonyms): (text: string) => string[] {
  const known = new Map(
    Object.entries(means).flatMap(([meant, everyday]) =>
      everyday.filter((said) => /^[\p{Lu}\p{N}]{2,}$/u.test(said)).map((said) => [said, meant]),
    ),
  )
  return (text) => {
    const whole = text.replace(abbreviation, (short) => known.get(short) ?? short)
    return whole === text ? [text] : [text, whole]
  }
}

/** Reads a query in each way that the list allows: as written, and with everyday words replaced by the titles' words. */
export function readerOf(synonyms: Synonyms): Reader {
  const phrases = phrasesOf(synonyms)
  const ignored = synonyms.ignore.map(wordsOf).filter((words) => words.length > 0)
  return (query) => {
    const typed = without(ignored, wordsOf(query))
    const readings = expand(phrases, typed)
    return [typed, ...readings].slice(0, mostReadings)
  }
}

function phrasesOf({ means }: Synonyms): Phrase[] {
  const bySaid = new Map<string, { said: Word[]; means: Word[][] }>()
  for (const [meant, everyday] of Object.entries(means))
    for (const said of everyday) {
      const phrase = bySaid.get(said) ?? { said: wordsOf(said), means: [] }
      phrase.means.push(wordsOf(meant))
      bySaid.set(said, phrase)
    }
  return [...bySaid.values()].filter(({ said }) => said.length > 0).sort((a, b) => b.said.length - a.said.length)
}

const standsAt = (words: readonly Word[], at: number, said: readonly Word[]): boolean =>
  said.every((meant, index) => {
    const typed = words[at + index]
    return typed !== undefined && saysTheSame(typed, meant)
  })

/**
 * Where a phrase's words stand: one after another, or, for a phrase of three words and more, in any order: "sổ đỏ bị mất"
 * is "mất sổ đỏ". Words that another phrase has taken are not looked at.
 */
function placesOf(words: readonly Word[], said: readonly Word[], taken: ReadonlySet<number>): number[] | undefined {
  const free = (at: number) => !taken.has(at)
  const start = words.findIndex((_, at) => said.every((_word, index) => free(at + index)) && standsAt(words, at, said))
  if (start >= 0) return said.map((_, index) => start + index)
  if (said.length < 3) return undefined
  const places: number[] = []
  for (const meant of said) {
    const at = words.findIndex((typed, index) => free(index) && !places.includes(index) && saysTheSame(typed, meant))
    if (at < 0) return undefined
    places.push(at)
  }
  return places.sort((a, b) => a - b)
}

/** Empty words go, but never the last word that is left. */
function without(ignored: readonly Word[][], words: readonly Word[]): Word[] {
  const kept: Word[] = []
  for (let at = 0; at < words.length;) {
    const empty = ignored.find((said) => standsAt(words, at, said))
    const word = words[at]
    if (!empty && word) kept.push(word)
    at += empty?.length ?? 1
  }
  return kept.length > 0 ? kept : [...words]
}

/** Longest phrase first, a word is read once: one reading for each meaning of each phrase, and one with all of them replaced. */
function expand(phrases: readonly Phrase[], words: readonly Word[]): Word[][] {
  const taken = new Set<number>()
  const readings: Word[][] = []
  const firsts: { places: number[]; meant: readonly Word[] }[] = []
  for (const phrase of phrases) {
    const places = placesOf(words, phrase.said, taken)
    if (!places) continue
    for (const at of places) taken.add(at)
    for (const meant of phrase.means) readings.push(replaced(words, [{ places, meant }]))
    if (phrase.means[0]) firsts.push({ places, meant: phrase.means[0] })
  }
  return firsts.length > 1 ? [replaced(words, firsts), ...readings] : readings
}

/** The meaning stands where the phrase began. */
function replaced(words: readonly Word[], by: readonly { places: number[]; meant: readonly Word[] }[]): Word[] {
  const starts = new Map(by.map(({ places, meant }) => [places[0], meant]))
  const gone = new Set(by.flatMap(({ places }) => places))
  return words.flatMap((word, at) => starts.get(at) ?? (gone.has(at) ? [] : [word]))
}
