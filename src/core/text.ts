/**
 * Vietnamese text as machines compare it. The keys are plain [0-9a-z]: every database orders and finds them alike,
 * whatever its collation.
 */

const marks = /[\u0300-\u036f]/g

/** Small letters and digits without marks, words apart by one space: `Đặc khu Cồn Cỏ` → `dac khu con co`. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(marks, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** `fold`, with the spellings that people mix made one: `Lý` and `Lí`, `Quý` and `Quí`. For columns that are searched. */
export const searchKey = (text: string): string => fold(text).replaceAll('y', 'i')

/** Orders people as Vietnamese lists do: by given name, then surname, then what stands between. */
export function sortKey(name: string): string {
  const words = wordsOf(name)
  const given = words.pop()
  return given === undefined ? '' : [given, ...words].map(keyOf).join('')
}

/** Orders places and titles: word by word, in the order of the Vietnamese alphabet; numbers by their size. */
export const alphabetKey = (text: string): string => wordsOf(text).map(keyOf).join('')

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFD')
    .toLowerCase()
    .match(/[\p{L}\p{M}]+|[0-9]+/gu) ?? []

// In the order of the alphabet: ngang, huyền, hỏi, ngã, sắc, nặng.
const tones = ['\u0300', '\u0309', '\u0303', '\u0301', '\u0323']
// What makes another letter of a letter: ă â, đ, ê, ô ơ, ư. The breve and the horn come second and third.
const shapes: Record<string, string> = { '\u0306': '1', '\u0302': '2', '\u031b': '3' }

/**
 * Two characters a letter, and two for the word's end, `0` and its tone: the end comes before any letter, so that
 * `An` < `Anh` < `Ân` whatever follows, and all of one name stand together before the next tone.
 */
function keyOf(word: string): string {
  if (/^[0-9]/.test(word)) return numberKey(word)
  let key = ''
  let tone = 0
  for (const letter of word) {
    if (tones.includes(letter)) tone = tones.indexOf(letter) + 1
    else if (letter in shapes) key = key && key.slice(0, -1) + shapes[letter]
    else if (letter === 'đ') key += 'd1'
    else if (/[a-z]/.test(letter)) key += `${letter}0`
  }
  return `${key}0${tone}`
}

/** Digits come before letters; the count of digits first, so that 9 < 10. */
function numberKey(digits: string): string {
  const plain = digits.replace(/^0+(?=.)/, '')
  const length = Math.min(plain.length, 99).toString().padStart(2, '0')
  return `1${length[0]}1${length[1]}${[...plain].map((digit) => `1${digit}`).join('')}00`
}
