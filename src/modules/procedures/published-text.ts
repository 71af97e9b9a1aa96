/** The national catalogue's texts were taken from web pages: tags, entities, odd spaces and the page's own words are cleaned away. */

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
}

const decodeEntity = (whole: string, name: string): string => {
  if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ' '
}

const invisible =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** Lines of plain text in composed letters. Decoded once: what was written as `&amp;lt;` stays words, never becomes a tag. */
export function cleanText(raw: string): string {
  const plain = raw
    .replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<(br|\/p|\/div|\/li|\/tr)\b[^>]*>/gi, '\n')
    .replace(/<\/?[a-zA-Z!][^<>]*>/g, ' ')
    .replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,8});/gi, decodeEntity)
  return plain
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(invisible, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim()
}

export const cleanLine = (raw: string): string => cleanText(raw).replaceAll('\n', ' ')

/** The page's labels and choices that were copied with the text, from the first of them to the end. */
const pageWords =
  /(?:Không có thông tin)?Từ khóaKhông có thông tin[\s\S]*$|Từ khóa(?=[^\n]{0,80}Mô tả)[\s\S]*$|Chọn cơ quan thực hiện[\s\S]*$/

const nothing = /^(?:không có thông tin|không có|không quy định|không|chưa có thông tin|--|-)?[.\s]*$/i

/** @returns undefined where the catalogue says nothing, or says so in words */
export function findSaid(raw: string | undefined): string | undefined {
  const text = cleanText((raw ?? '').replace(pageWords, ''))
  return nothing.test(text) ? undefined : text
}

/** At a word's end where it must be cut; what was cut shows. */
export const shorten = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, text.lastIndexOf(' ', most - 1) || most - 1).trimEnd()}…`
