import { cleanLine, shorten } from './published-text.ts'

/** The papers of the catalogue: table rows glued to one another, each ended by its counts. */

export type PublishedPaper = {
  group: string | undefined
  name: string
  form: string | undefined
  originals: number
  copies: number
}

const heading = /Tên giấy tờ\s*Mẫu đơn, tờ khai\s*Số lượng/
const counts = /(\d{1,3}) bản chính(?:, ?(\d{1,3}) bản sao)?|(\d{1,3}) bản sao/g
/** The name of the form's file is glued to the paper's: `…Nghị định số 23/2026/NĐ-CPMau13.docx`. */
const formFile = /(?<=[^\s\-–(/“"',_])(\p{Lu}[\p{Ll}_][^\n]{0,80}?\.(?:docx?|pdf|xlsx?|rar|zip))$/u

export function papersOfText(raw: string): PublishedPaper[] {
  const [first = '', ...tables] = raw.normalize('NFC').split(heading)
  let group = groupName(first)
  const papers: PublishedPaper[] = []
  for (const table of tables) {
    let from = 0
    for (const match of table.matchAll(counts)) {
      const paper = readPaper(table.slice(from, match.index), group)
      const [originals, copies] = [Number(match[1] ?? 0), Number(match[2] ?? match[3] ?? 0)]
      if (paper) papers.push({ ...paper, originals, copies })
      from = match.index + match[0].length
    }
    group = groupName(table.slice(from))
  }
  return papers
}

/** What stands after the last row is the name of the next group. */
const groupName = (raw: string): string | undefined => {
  const text = cleanLine(raw).replace(/^[-–+*•\s]+|[:\s]+$/g, '')
  return text ? shorten(text, 300) : undefined
}

function readPaper(
  raw: string,
  group: string | undefined,
): Pick<PublishedPaper, 'group' | 'name' | 'form'> | undefined {
  const text = cleanLine(raw).replace(/^[-–+*•\s]+/, '')
  const file = formFile.exec(text.slice(-120))?.[1]
  const form = file && text.length > file.length ? file : undefined
  const name = form ? text.slice(0, -form.length).trim() : text
  return name ? { group, name, form } : undefined
}

const conditional = /nếu có|trường hợp|một trong|hoặc|đối với|nếu /i

/** Needed from everybody: an original, named without a condition, of the only group. */
export const isAlwaysNeeded = (paper: PublishedPaper, groups: number): boolean =>
  groups === 1 && paper.originals > 0 && !conditional.test(`${paper.group ?? ''} ${paper.name}`)
