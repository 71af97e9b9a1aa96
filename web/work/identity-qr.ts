/**
 * What the QR of a citizen identity card says (handbook 4.2). Cards carry seven or more parts between bars: number, old number, name,
 * birth, sex, residence, issue day. Scanners pass it on with slashed dates, with labels, or with commas; all are read alike.
 */
export type Identity = {
  personalId: string
  oldId?: string | undefined
  name: string
  /** ISO day, as the other dates */
  birthDate?: string | undefined
  sex?: 'male' | 'female' | undefined
  address?: string | undefined
  issuedOn?: string | undefined
}

type Part = 'personalId' | 'oldId' | 'name' | 'birthDate' | 'sex' | 'address' | 'issuedOn'
const order: readonly Part[] = ['personalId', 'oldId', 'name', 'birthDate', 'sex', 'address', 'issuedOn']

const labels: readonly (readonly [RegExp, Part])[] = [
  [/^(cccd|can cuoc|so cccd|so can cuoc|so dinh danh( ca nhan)?)$/, 'personalId'],
  [/^(cmnd|cmt|so cmnd)$/, 'oldId'],
  [/^(ho ten|ho va ten|ho chu dem va ten)$/, 'name'],
  [/^(ngay sinh|ngay thang nam sinh)$/, 'birthDate'],
  [/^gioi tinh$/, 'sex'],
  [/^(dia chi|noi thuong tru|noi cu tru|thuong tru)$/, 'address'],
  [/^ngay cap$/, 'issuedOn'],
]

/** @returns undefined for what is no card: the caller then takes the text for what a person typed */
export function findIdentity(scanned: string): Identity | undefined {
  const text = scanned.trim().normalize('NFC')
  const parts = text.includes('|') ? readBars(text) : readCommas(text)
  const personalId = parts?.get('personalId')?.replace(/\s/g, '') ?? ''
  const name = tidyName(parts?.get('name') ?? '')
  if (!parts || !/^\d{12}$/.test(personalId) || name === '') return undefined
  const oldId = parts.get('oldId')?.trim()
  return {
    personalId,
    name,
    oldId: oldId && /^\d{9}$/.test(oldId) ? oldId : undefined,
    birthDate: findDay(parts.get('birthDate')),
    sex: findSex(parts.get('sex')),
    address: parts.get('address')?.trim() || undefined,
    issuedOn: findDay(parts.get('issuedOn')),
  }
}

type Parts = ReadonlyMap<Part, string>

function readBars(text: string): Parts {
  const pieces = text.split('|').map((piece) => piece.trim())
  const labelled = pieces.flatMap((piece) => findLabelled(piece))
  return new Map(labelled.length >= 2 ? labelled : pair(pieces))
}

const pair = (pieces: readonly string[]): [Part, string][] =>
  order.flatMap((part, at): [Part, string][] => {
    const piece = pieces[at]
    return piece === undefined ? [] : [[part, piece]]
  })

/** An address holds commas of its own: four parts before it and the last one, if it is a day, are counted off from both ends. */
function readCommas(text: string): Parts | undefined {
  const pieces = text.split(',').map((piece) => piece.trim())
  if (pieces.length < 5) return undefined
  const last = pieces.at(-1) ?? ''
  const end = findDay(last) ? pieces.length - 1 : pieces.length
  return new Map(pair([...pieces.slice(0, 5), pieces.slice(5, end).join(', '), ...pieces.slice(end)]))
}

function findLabelled(piece: string): [Part, string][] {
  const colon = piece.indexOf(':')
  if (colon < 0) return []
  const label = fold(piece.slice(0, colon))
  const part = labels.find(([pattern]) => pattern.test(label))?.[1]
  return part ? [[part, piece.slice(colon + 1).trim()]] : []
}

const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^a-z]+/g, ' ')
    .trim()

/** 01011990, 01/01/1990 or 01-01-1990; a day that the calendar does not have is none. */
function findDay(text: string | undefined): string | undefined {
  const [, day, month, year] = /^(\d{2})[/.-]?(\d{2})[/.-]?(\d{4})$/.exec(text?.trim() ?? '') ?? []
  if (!day || !month || !year) return undefined
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const real = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
  return real && Number(year) >= 1850 ? `${year}-${month}-${day}` : undefined
}

function findSex(text: string | undefined): Identity['sex'] {
  const word = fold(text ?? '')
  if (word === 'nam' || word === 'male') return 'male'
  return word === 'nu' || word === 'female' ? 'female' : undefined
}

/** Cards print names in capitals; forms want them as people write them. */
function tidyName(name: string): string {
  const spaced = name.trim().replace(/\s+/g, ' ')
  if (spaced !== spaced.toLocaleUpperCase('vi')) return spaced
  return spaced.toLocaleLowerCase('vi').replace(/(^|\s)\p{L}/gu, (letter) => letter.toLocaleUpperCase('vi'))
}
