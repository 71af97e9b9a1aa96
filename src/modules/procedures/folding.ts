import { searchKey } from '#core/text'

/** How words are compared in a search: marks may be left out, but those that are typed count. */

const tones = /[\u0300\u0301\u0303\u0309\u0323]/g

/**
 * `marked` keeps the marks of a word, its tone moved to the end, so that `hoà` and `hòa` are the same word;
 * it is undefined where the word was written without any.
 */
export type Word = { folded: string; marked: string | undefined }

export function wordsOf(text: string): Word[] {
  const found =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return found.map(wordOf).filter((word) => word.folded !== '')
}

function wordOf(written: string): Word {
  const folded = searchKey(written)
  const parts = written.normalize('NFD').replaceAll('y', 'i')
  const tone = parts.match(tones)?.join('') ?? ''
  const marked = parts.replace(tones, '') + tone
  return { folded, marked: marked === folded ? undefined : marked }
}

/** What a person typed may leave marks out, but those that it has must be right. */
export const saysTheSame = (typed: Word, meant: Word): boolean =>
  typed.folded === meant.folded && (typed.marked === undefined || typed.marked === meant.marked)

/** The overlapping threes of the letters, spaces left out: a wrong letter spoils three of them at most. */
export function trigramsOf(folded: string): Set<string> {
  const letters = `^${folded.replaceAll(' ', '')}$`
  const found = new Set<string>()
  for (let at = 0; at + 3 <= letters.length; at++) found.add(letters.slice(at, at + 3))
  return found
}
