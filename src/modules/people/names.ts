// The databases that we run on have no common Vietnamese collation, so names carry keys that sort by bytes (collate "C").
const letters = ' aăâbcdđeêfghijklmnoôơpqrstuưvwxyz'
const tones = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'] // ngang, huyền, hỏi, ngã, sắc, nặng: the dictionary's order
const firstKey = 48

/** Given name first, then family and middle names; letters in the order of the alphabet, tones only where letters are equal. */
export function sortKey(name: string): string {
  const words = name.normalize('NFC').toLowerCase().trim().split(/\s+/)
  const given = words.pop() ?? ''
  const inOrder = [given, ...words].join(' ')
  let letterKey = ''
  let toneKey = ''
  for (const character of inOrder) {
    const { letter, tone } = takeApart(character)
    const place = letters.indexOf(letter)
    letterKey += place < 0 ? '~' : place === 0 ? ' ' : String.fromCharCode(firstKey + place)
    toneKey += tone
  }
  return `${letterKey}!${toneKey}`
}

function takeApart(character: string): { letter: string; tone: number } {
  const parts = [...character.normalize('NFD')]
  const tone = tones.findIndex((mark, index) => index > 0 && parts.includes(mark))
  const letter = parts
    .filter((part) => tone < 0 || part !== tones[tone])
    .join('')
    .normalize('NFC')
  return { letter, tone: Math.max(0, tone) }
}

/** Without case, tones and accents: what people type when they look for a name. */
export const searchKey = (text: string): string =>
  text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replace(/\s+/g, ' ').trim()
