import { searchKey } from '#core/text'
import { trigramsOf, type Word, wordsOf } from './folding.ts'
import { readerOf, writerOut, type Synonyms } from './synonyms.ts'

/** One procedure as the search sees it. `weight` says how often people look for it: 1 is usual. */
export type Entry = { code: string; texts: readonly string[]; weight: number }
export type Hit = { code: string; score: number }
export type SearchIndex = {
  /** All that fit, best first. */
  search: (query: string, only?: (code: string) => boolean) => Hit[]
}

/** BM25's usual constants; titles differ in length by what law adds to them, so length counts little. */
const saturation = 1.2
const lengthShare = 0.35
/** Below this little of the query is in the text; half of it is offered where nothing better is there. */
const enough = 0.24
const share = { words: 0.5, letters: 0.5 }

type Postings = Map<string, number[]>
type Text = { entry: number; terms: number; letters: number }
type Corpus = {
  texts: Text[]
  terms: Postings
  letters: Postings
  meanTerms: number
}

/**
 * Trigrams over the folded, space-stripped text find words with typing errors; BM25 over words, pairs of words and
 * words with their marks sets the right one first (measured in docs/performance.md).
 */
export function indexOf(entries: readonly Entry[], synonyms: Synonyms): SearchIndex {
  const writeOut = writerOut(synonyms)
  const corpus = corpusOf(entries.map((entry) => ({ ...entry, texts: entry.texts.flatMap(writeOut) })))
  const read = readerOf(synonyms)
  const byCode = new Map(entries.map((entry, at) => [entry.code, at]))
  const search = (query: string, only?: (code: string) => boolean): Hit[] => {
    const direct = byCode.get(query.trim())
    const best = new Float64Array(entries.length)
    if (direct !== undefined) best[direct] = 2
    else read(query).forEach((words, at) => scoreInto(best, corpus, words, at === 0 ? 1 : 1.02))
    return hitsOf(entries, best, only)
  }
  return { search }
}

function hitsOf(entries: readonly Entry[], best: Float64Array, only?: (code: string) => boolean): Hit[] {
  const least = best.some((score) => score >= enough) ? enough : enough / 2
  const hits: Hit[] = []
  entries.forEach(({ code, weight }, at) => {
    const score = best[at] ?? 0
    if (score >= least && (!only || only(code))) hits.push({ code, score: score * weight })
  })
  return hits.sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1))
}

/** Words, neighbouring pairs, and words with their marks: a pair says more in Vietnamese than its two syllables. */
function termsOf(words: readonly Word[]): string[] {
  const found: string[] = []
  words.forEach(({ folded, marked }, at) => {
    const next = words[at + 1]
    found.push(folded)
    if (next) found.push(`${folded} ${next.folded}`)
    if (marked) found.push(`'${marked}`)
  })
  return found
}

function corpusOf(entries: readonly Entry[]): Corpus {
  const texts: Text[] = []
  const terms: Postings = new Map()
  const letters: Postings = new Map()
  entries.forEach((entry, at) => {
    for (const text of entry.texts) {
      const ownTerms = new Set(termsOf(wordsOf(text)))
      const ownLetters = trigramsOf(searchKey(text))
      for (const term of ownTerms) post(terms, term, texts.length)
      for (const three of ownLetters) post(letters, three, texts.length)
      texts.push({ entry: at, terms: ownTerms.size, letters: ownLetters.size })
    }
  })
  const meanTerms = texts.reduce((sum, text) => sum + text.terms, 0) / Math.max(1, texts.length)
  return { texts, terms, letters, meanTerms }
}

function post(postings: Postings, key: string, text: number): void {
  const list = postings.get(key)
  if (list) list.push(text)
  else postings.set(key, [text])
}

/** Rare is telling. A word that no text has counts as a rare one: the query is then covered less. */
const rarity = (postings: Postings, key: string, count: number): number => {
  const having = postings.get(key)?.length ?? 0
  return Math.log(1 + (count - having + 0.5) / (having + 0.5))
}

/** Raises each entry's best score by what its texts share with these words. Every part is between 0 and 1. */
function scoreInto(best: Float64Array, corpus: Corpus, words: readonly Word[], trust: number): void {
  const byWords = wordScores(corpus, words)
  const byLetters = letterScores(corpus, words)
  corpus.texts.forEach((text, at) => {
    const score = trust * (share.words * (byWords[at] ?? 0) + share.letters * (byLetters[at] ?? 0))
    if (score > (best[text.entry] ?? 0)) best[text.entry] = score
  })
}

function wordScores(corpus: Corpus, words: readonly Word[]): Float64Array {
  const { texts, terms, meanTerms } = corpus
  const scores = new Float64Array(texts.length)
  let most = 0
  for (const term of new Set(termsOf(words))) {
    const telling = rarity(terms, term, texts.length) * (term.startsWith("'") ? 0.4 : 1)
    most += telling
    for (const at of terms.get(term) ?? []) {
      const length = (texts[at]?.terms ?? meanTerms) / meanTerms
      const found = (saturation + 1) / (1 + saturation * (1 - lengthShare + lengthShare * length))
      scores[at] = (scores[at] ?? 0) + telling * found
    }
  }
  if (most > 0) for (let at = 0; at < scores.length; at++) scores[at] = (scores[at] ?? 0) / most
  return scores
}

/** Half by how much of the query the text has, half by how alike both are as wholes (Dice). */
function letterScores(corpus: Corpus, words: readonly Word[]): Float64Array {
  const { texts, letters } = corpus
  const threes = trigramsOf(words.map((word) => word.folded).join(' '))
  const shared = new Float64Array(texts.length)
  for (const three of threes) for (const at of letters.get(three) ?? []) shared[at] = (shared[at] ?? 0) + 1
  texts.forEach((text, at) => {
    const common = shared[at] ?? 0
    shared[at] = 0.5 * (common / threes.size) + common / (threes.size + text.letters)
  })
  return shared
}
