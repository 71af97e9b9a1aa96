import { saysTheSame, type Word, wordsOf } from './folding.ts'

/** The pack's list of everyday words: what they mean in the titles, and which words say nothing. */
export type Synonyms = {
  /** The words of the titles, each with what people say instead: `hộ chiếu: [passport]`. */
  means: Readonly<Record<string, readonly string[]>>
  ignore: readonly string[]
}

type Phrase = { said: readonly Word[]; means: readonly Word[][] }
export type Reader = (query: string) => Word[][]

const mostReadings = 6

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

/** One reading for each meaning of each phrase found, longest phrase first; a word is read once. */
function expand(phrases: readonly Phrase[], words: readonly Word[]): Word[][] {
  const taken = new Set<number>()
  const readings: Word[][] = []
  for (const phrase of phrases) {
    const at = words.findIndex((_, index) => !taken.has(index) && standsAt(words, index, phrase.said))
    if (at < 0) continue
    for (let index = at; index < at + phrase.said.length; index++) taken.add(index)
    for (const meant of phrase.means)
      readings.push([...words.slice(0, at), ...meant, ...words.slice(at + phrase.said.length)])
  }
  return readings
}
