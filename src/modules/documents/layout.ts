import type { Content, TableCell } from 'pdfmake'
import type { Head, Page, Signer } from './templates/template.ts'
import { longDate } from './templates/words.ts'

// Layout of administrative documents: NĐ 30/2020/NĐ-CP, Annex I. Sizes there are for A4; on A5 they shrink in proportion.

export const margins = (page: Page): [number, number, number, number] =>
  page.size === 'A5' ? [48, 26, 32, 58] : page.orientation === 'landscape' ? [56, 56, 56, 70] : [85, 56, 50, 76]

export const baseSize = (page: Page): number => (page.size === 'A5' ? 9 : page.orientation === 'landscape' ? 9.5 : 12)

/** Space above and below, in points. */
export const gap = (above: number, below: number): [number, number, number, number] => [0, above, 0, below]

/** A line as long as what stands above it: a table of one cell with a lower border, between two springs. */
const ruled = (text: string, fontSize: number): Content => ({
  columns: [
    { width: '*', text: '' },
    {
      width: 'auto',
      table: { body: [[{ text, bold: true, fontSize, border: [false, false, false, true], margin: [0, 0, 0, 1] }]] },
      layout: { paddingLeft: () => 0, paddingRight: () => 0, paddingTop: () => 0, hLineWidth: () => 0.7 },
    },
    { width: '*', text: '' },
  ],
})

const shortRule = (length: number): Content => ({
  canvas: [{ type: 'line', x1: 0, y1: 2, x2: length, y2: 2, lineWidth: 0.7 }],
  alignment: 'center',
})

/** So many capitals stand in one line of box 2, on A5 as on A4; a landscape page has room for any name. */
const nameLetters = 30

/** A name that takes two lines breaks near its middle, so that no word stands alone below it. */
export function inTwo(name: string): string {
  if (name.length <= nameLetters) return name
  const middle = name.length / 2
  const spaces = [...name.matchAll(/ /g)].map(({ index }) => index)
  const nearest = spaces.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0]
  return nearest === undefined ? name : `${name.slice(0, nearest)}\n${name.slice(nearest + 1)}`
}

/** Boxes 1–4: the issuing body and number on the left, the State's name, motto, place and date on the right. */
export function nationalHeader(head: Head, page: Page): Content {
  const size = page.size === 'A5' ? 7.8 : 10.5
  const { issuer } = head
  const name = issuer.name.toUpperCase()
  const left: Content[] = [
    ...(issuer.parent === undefined ? [] : [{ text: issuer.parent.toUpperCase(), fontSize: size }]),
    { text: page.orientation === 'landscape' ? name : inTwo(name), bold: true, fontSize: size },
    shortRule(size * 6),
    ...(head.number === ''
      ? []
      : [{ text: `Số: ${head.number}`, fontSize: size + 1, margin: [0, 5, 0, 0] } satisfies Content]),
  ]
  const right: Content[] = [
    { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, fontSize: size, noWrap: true },
    ruled('Độc lập - Tự do - Hạnh phúc', size + 1),
    { text: `${issuer.place}, ${longDate(head.issuedAt)}`, italics: true, fontSize: size + 1, margin: [0, 6, 0, 0] },
  ]
  return {
    columns: [
      { width: '*', stack: left, alignment: 'center' },
      { width: page.size === 'A5' ? 176 : 240, stack: right, alignment: 'center' },
    ],
    columnGap: 8,
    margin: [0, 0, 0, page.size === 'A5' ? 9 : 20],
  }
}

export const heading = (title: string, under?: string): Content => ({
  stack: [
    { text: title, bold: true, fontSize: 12.5, lineHeight: 1.15 },
    ...(under === undefined ? [] : [{ text: under, margin: [0, 2, 0, 0] } satisfies Content]),
  ],
  alignment: 'center',
  margin: [0, 0, 0, 7],
})

/** `label: value`; nothing where there is no value, so that a form never shows an empty line for what was not asked. */
export const line = (label: string, value: string | undefined): Content[] =>
  value === undefined || value === ''
    ? []
    : [{ text: [`${label}: `, { text: value, bold: true }], margin: [0, 0, 0, 2] }]

export const paragraph = (text: string): Content => ({
  text,
  alignment: 'justify',
  leadingIndent: 14,
  margin: [0, 0, 0, 5],
})

/** Numbered rows under a grey head row; the head repeats on every page. */
export function grid(
  heads: readonly string[],
  widths: readonly (number | '*' | 'auto')[],
  rows: TableCell[][],
  size = 8.2,
): Content {
  const head: TableCell[] = heads.map((text) => ({
    text,
    bold: true,
    alignment: 'center',
    fillColor: '#eeeeee',
    fontSize: size,
  }))
  return {
    table: { headerRows: 1, dontBreakRows: true, widths: [...widths], body: [head, ...rows] },
    layout: { hLineWidth: () => 0.5, vLineWidth: () => 0.5, paddingTop: () => 1.6, paddingBottom: () => 1.6 },
    fontSize: size,
    margin: [0, 3, 0, 6],
  }
}

export const cell = (text: string | number, alignment: 'left' | 'center' | 'right' = 'left'): TableCell => ({
  text: String(text),
  alignment,
})

/**
 * The end of a document, kept on one page with its last sentence, so that no signature stands alone. Box 7, with the room that
 * box 8 (signature image, seal, digital signature) needs below the title; `left` is a second signer or box 9b.
 */
export const closing = (last: Content[], right: Signer, left?: Signer | Content[]): Content => ({
  unbreakable: true,
  stack: [
    ...last,
    {
      margin: [0, 8, 0, 0],
      columns: [
        {
          width: '*',
          ...(left === undefined ? { text: '' } : Array.isArray(left) ? { stack: left } : signature(left)),
        },
        { width: '*', ...signature(right) },
      ],
    },
  ],
})

const signature = (signer: Signer): { stack: Content[]; alignment: 'center' } => ({
  alignment: 'center',
  stack: [
    { text: `${signer.power === undefined ? '' : `${signer.power} `}${signer.title}`.toUpperCase(), bold: true },
    { text: '(Ký số hoặc ký, ghi rõ họ tên)', italics: true, fontSize: 7.5, margin: [0, 1, 0, 38] },
    { text: signer.name, bold: true },
  ],
})

/** The check that anybody can make: a QR, the same address in letters, and the code; the page number from page 2 on. */
export const footer =
  (head: Head, page: Page) =>
  (current: number, count: number): Content => {
    const [left, , right] = margins(page)
    return {
      margin: [left, 4, right, 0],
      columnGap: 8,
      columns: [
        { width: 'auto', qr: head.checkUrl, fit: 50, eccLevel: 'M' },
        {
          width: '*',
          fontSize: 7,
          color: '#333333',
          margin: [0, 8, 0, 0],
          stack: [
            'Quét mã hoặc mở trang dưới đây để đối chiếu giấy này với bản đã cấp:',
            { text: head.checkUrl, link: head.checkUrl, bold: true, margin: [0, 1.5, 0, 1.5] },
            `Mã kiểm tra: ${head.code}${count > 1 ? `   ·   Trang ${current}/${count}` : ''}`,
          ],
        },
      ],
    }
  }
