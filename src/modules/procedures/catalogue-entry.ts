import type { Duration } from '#core/duration'
import type { CatalogueRow } from './catalogue.ts'
import { competentOf, fieldOf, levelsOf, type Fields } from './competence.ts'
import { longer, longestPromise, type PublishedLimit } from './limits.ts'
import { lawsIn } from './published-law.ts'
import { isAlwaysNeeded, papersOfText } from './published-papers.ts'
import { cleanLine, findSaid, shorten } from './published-text.ts'
import { limitOfWays, waysOfColumn, waysOfText, type Channel, type PublishedWay } from './published-ways.ts'
import { feesOf } from './published-fees.ts'
import { formFor } from './catalogue-form.ts'
import { workflowOf } from './workflow.ts'

/** A definition in the words of the grammar, and what was doubtful in the row that it was made from. */
export type CatalogueEntry = {
  id: string
  content: Record<string, unknown>
  doubts: { field: string; reason: string }[]
}

/** What the province brings: its fields, and the department that works for its chair. */
export type Ground = { fields: Fields; office: string | undefined }

/** Makes a procedure of a catalogue's row, ready to receive cases. */
export function entryOf(row: CatalogueRow, { fields, office }: Ground): CatalogueEntry {
  const ways = row.ways ? waysOfText(row.ways) : waysOfColumn(row.waysColumn ?? '')
  const { limit, doubt } = limitFor(limitOfWays(ways), row.steps ?? '')
  const fees = feesOf(ways)
  const competent = competentOf(row, fields)
  const audience = audienceOf(row.audience)
  const field = fieldOf(row.field, fields)
  const agency = findSaid(row.performedBy) ?? findSaid(row.decidedBy)
  const content = {
    code: row.code,
    name: { vi: titleOf(row.name) },
    field: field.id,
    ...(field.name && { fieldName: { vi: field.name } }),
    audience,
    basis: basisOf(row),
    competent,
    ...(competent !== 'commune' && agency && { decidedBy: { vi: shorten(cleanLine(agency), 300) } }),
    ...channelsOf(ways),
    howTo: textsOf(row.steps, /\n(?=\s*[-+*]?\s*Bước \d)/),
    conditions: textsOf(row.conditions, /\n/),
    ways: ways.map(wayWords),
    form: formFor(audience),
    papers: papersFor(row.papers ?? ''),
    steps: workflowOf(competent, limit, office),
    ...(limit && { limit: `${limit.amount} ${limit.unit}` }),
    fees: fees.words,
    result: resultOf(row),
    source: ['Cổng Dịch vụ công quốc gia', levelsOf(row.levels), cleanLine(row.decision), cleanLine(row.url)]
      .filter(Boolean)
      .join(', '),
  }
  const doubts = [...(doubt ? [{ field: 'limit', reason: doubt }] : []), ...fees.doubts]
  return { id: row.code, content, doubts }
}

/** `Thủ tục đăng ký kết hôn` → `Đăng ký kết hôn`: every entry of the catalogue is a procedure. */
function titleOf(name: string): string {
  const title = cleanLine(name)
    .replace(/^[.\s]*thủ tục:?\s+/i, '')
    .replace(/\s*\(\s*\d\.\d{6}\s*\)/g, '')
  return shorten(title.charAt(0).toUpperCase() + title.slice(1), 1000)
}

/** A limit without a unit is working days; where the steps promise a longer one, that holds: nothing is due before the law says so. */
function limitFor(found: PublishedLimit | undefined, steps: string): { limit: Duration | undefined; doubt?: string } {
  const promise = longestPromise(steps)
  if (!found)
    return promise ? { limit: promise } : { limit: undefined, doubt: 'none is published: its cases have no deadline' }
  if (!found.doubt) return { limit: found.limit }
  const limit = promise ? longer(found.limit, promise) : found.limit
  const because = found.doubt === 'no unit' ? 'has no unit' : 'is no whole number'
  return { limit, doubt: `${because}: read as ${limit.amount} ${limit.unit}` }
}

const audiences: Record<string, string> = {
  'công dân việt nam': 'citizen',
  'cán bộ': 'citizen',
  'người việt nam định cư ở nước ngoài': 'citizen',
  'đảng viên': 'citizen',
  'người nước ngoài': 'foreigner',
  'người nước ngoài cư trú tại việt nam': 'foreigner',
  'doanh nghiệp': 'business',
  'doanh nghiệp việt nam': 'business',
  'doanh nghiệp có vốn đầu tư nước ngoài': 'business',
  'hợp tác xã': 'cooperative',
}

function audienceOf(raw: string): string[] {
  const names = cleanLine(raw)
    .replace(/\([^)]*\)/g, '')
    .split(',')
  const found = names.flatMap((name) => {
    const word = name.trim().toLowerCase()
    return audiences[word] ?? (word.startsWith('tổ chức') ? 'organisation' : [])
  })
  return found.length > 0 ? [...new Set(found)] : ['citizen', 'organisation']
}

function basisOf(row: CatalogueRow): string[] {
  const laws = lawsIn(row.laws)
  const decision = cleanLine(row.decision)
  return laws.length > 0 ? laws : [decision || 'Danh mục thủ tục hành chính quốc gia']
}

/** The counter takes every case: who cannot file online is helped there (NĐ 118/2025/NĐ-CP). */
function channelsOf(ways: readonly PublishedWay[]) {
  if (ways.length === 0) return {}
  const channels: Channel[] = [...new Set([...ways.map(({ channel }) => channel), 'counter' as const])]
  if (channels.includes('online')) return { channels }
  const because = {
    vi: 'Danh mục quốc gia không công bố hình thức nộp trực tuyến',
    en: 'Not published for filing online',
  }
  return { channels, online: 'none', because }
}

const feeWords = ({ amount, text }: PublishedWay['fee']): string =>
  [amount === undefined ? '' : amount === 0 ? 'Miễn phí' : `${amount.toLocaleString('vi-VN')} đồng`, text]
    .filter(Boolean)
    .join(' · ')

function wayWords(way: PublishedWay): { channel: Channel; within?: string; fee?: string; text?: string } {
  const fee = shorten(feeWords(way.fee), 600)
  const limit = way.within?.limit
  return {
    channel: way.channel,
    ...(limit && { within: `${limit.amount} ${limit.unit}` }),
    ...(fee && { fee }),
    ...(way.text && { text: way.text }),
  }
}

const textsOf = (raw: string | undefined, between: RegExp): { vi: string }[] =>
  (findSaid(raw) ?? '')
    .split(between)
    .map((text) => ({ vi: text.trim() }))
    .filter(({ vi }) => vi !== '')

/** As many as a case takes; the longest lists of the catalogue name alternatives. */
const mostPapers = 60

function papersFor(raw: string): Record<string, unknown> {
  const papers = papersOfText(raw)
  const groups = new Set(papers.map(({ group }) => group)).size
  return Object.fromEntries(
    papers.slice(0, mostPapers).map((paper, index) => {
      const hint = [paper.group, paper.name.length > 300 ? paper.name : undefined, paper.form && `Mẫu: ${paper.form}`]
      const words = {
        name: shorten(paper.name, 300),
        ...(hint.some(Boolean) && { hint: hint.filter(Boolean).join(' · ') }),
        required: isAlwaysNeeded(paper, groups),
        originals: Math.min(20, paper.originals),
        copies: Math.min(20, paper.copies),
      }
      return [`paper-${index + 1}`, words]
    }),
  )
}

function resultOf(row: CatalogueRow): Record<string, unknown> {
  const said = (row.results ?? '').split(/Mã:\s*KQ[.\dA-Z]*/)[0]
  const name = findSaid(said)
  const code = /KQ\.[A-Z]\d{2}\.\d+/.exec(`${row.results ?? ''} ${row.resultCodes ?? ''}`)?.[0]
  return {
    paper: code ? code.toLowerCase().replaceAll('.', '-') : 'result',
    ...(name && { name: { vi: shorten(cleanLine(name), 300) } }),
  }
}
