import { findPublishedLimit, longer, type PublishedLimit } from './limits.ts'
import { cleanLine, shorten } from './published-text.ts'

/** The ways of filing of the catalogue: each with its limit, its fee and words about both. */

export type Channel = 'online' | 'counter' | 'post'
/** `amount` in đồng; undefined where none was published. */
export type PublishedFee = { amount: number | undefined; doubt: string | undefined; text: string }
export type PublishedWay = { channel: Channel; within: PublishedLimit | undefined; fee: PublishedFee; text: string }

const channelNames: Record<string, Channel> = {
  'Trực tuyến': 'online',
  'Trực tiếp': 'counter',
  'Dịch vụ bưu chính': 'post',
}
const heading = 'Hình thức nộpThời gianPhí, lệ phíMô tả'
const wayStart = /(Trực tuyến|Trực tiếp|Dịch vụ bưu chính)(?=\d|Không)/g
const silence = /^Không (?:có thông tin|quy định|phải trả kết quả cho người nộp thuế)|^Không(?=Không|Miễn|\d)/
// A limit without a unit is glued to the fee that follows: `120 VNĐ` is one day and 20 (thousand) đồng.
const time =
  /^\s*(\d{1,3}(?:\.\d)?\s*(?:Ngày làm việc|Giờ làm việc|Ngày|Giờ|Tháng|Tuần|Năm)|\d(?=\d* *(?:VNĐ|Việt Nam Đồng|USD))|\d{1,3}(?=\D|$))/

/** Reads the column of the full texts, in which the table's cells stand one after another. */
export function waysOfText(raw: string): PublishedWay[] {
  const body = raw.normalize('NFC').replace(heading, '')
  const starts = [...body.matchAll(wayStart)]
  return starts.map((start, index) => {
    const from = start.index + start[0].length
    return readWay(channelOf(start[1]), body.slice(from, starts[index + 1]?.index ?? body.length))
  })
}

const channelOf = (name: string | undefined): Channel => channelNames[name ?? ''] ?? 'counter'

function readWay(channel: Channel, cells: string): PublishedWay {
  const stated = time.exec(cells)?.[1] ?? ''
  const rest = stated ? cells.slice(cells.indexOf(stated) + stated.length) : cells.replace(silence, '')
  const { fee, after } = readFee(rest)
  return { channel, within: findPublishedLimit(stated), fee, text: shorten(cleanLine(after), 600) }
}

/** Reads the column of the short table: `Trực tuyến=3 Ngày làm việc@5000 ; Trực tiếp=…`. */
export const waysOfColumn = (raw: string): PublishedWay[] =>
  raw
    .normalize('NFC')
    .split(' ; ')
    .flatMap((way) => {
      const match = /^\s*(Trực tuyến|Trực tiếp|Dịch vụ bưu chính)=([^@]*)(?:@(.*))?$/.exec(way)
      if (!match) return []
      const amount = match[3] === undefined ? undefined : Number(match[3])
      return [
        {
          channel: channelOf(match[1]),
          within: findPublishedLimit(match[2] ?? ''),
          fee: plausible(amount, ''),
          text: '',
        },
      ]
    })

function readFee(cells: string): { fee: PublishedFee; after: string } {
  const stated = /^\s*(?:(Miễn phí)|(Không có thông tin)|([\d.,]+)\s*(VNĐ|Việt Nam Đồng|USD))/.exec(cells)
  const rest = stated ? cells.slice(stated[0].length) : cells
  const note = /^\s*\(((?:[^()]|\([^()]*\))*)\)/.exec(rest)
  const words = cleanLine(note?.[1] ?? '')
  const after = note ? rest.slice(note[0].length) : rest
  if (stated?.[1]) return { fee: free(words), after }
  if (!stated?.[3]) return { fee: { amount: undefined, doubt: undefined, text: words }, after }
  const number = Number(stated[3].replace(/[.,]/g, ''))
  if (stated[4] === 'USD') return { fee: { amount: undefined, doubt: `${number} USD`, text: words }, after }
  return { fee: plausible(number, words), after }
}

const sums = /\d{1,3}(?:\.\d{3})+(?!\d)/g
const sumsIn = (words: string): number[] => [
  ...new Set((words.match(sums) ?? []).map((sum) => Number(sum.replaceAll('.', '')))),
]

/** "Free", with a note that names a sum, contradicts itself. */
function free(words: string): PublishedFee {
  const [sum] = sumsIn(words)
  const doubt =
    sum !== undefined && !/miễn/i.test(words) ? `miễn phí, nhưng ghi chú nêu ${formatted(sum)} đồng` : undefined
  return { amount: doubt ? undefined : 0, doubt, text: words }
}

/** Sums below a thousand đồng were cut from thousands: they count where the note writes the whole sum. */
function plausible(number: number | undefined, words: string): PublishedFee {
  if (number === undefined || !Number.isFinite(number)) return { amount: undefined, doubt: undefined, text: words }
  const noted = sumsIn(words)
  if (number === 0 || (number >= 1000 && (noted.length === 0 || noted.includes(number))))
    return { amount: number, doubt: undefined, text: words }
  if (number < 1000 && noted.includes(number * 1000)) return { amount: number * 1000, doubt: undefined, text: words }
  const beside = noted.length > 0 ? `; ghi chú nêu ${noted.map(formatted).join(', ')}` : ''
  return { amount: undefined, doubt: `${formatted(number)} đồng${beside}`, text: words }
}

const formatted = (sum: number) => sum.toLocaleString('vi-VN')

/** What the case is promised: the longest limit, for the catalogue does not say which way has which conditions. */
export function limitOfWays(ways: readonly PublishedWay[]): PublishedLimit | undefined {
  const limits = ways.flatMap(({ within }) => within ?? [])
  return limits.length > 0 ? limits.reduce((a, b) => (longer(a.limit, b.limit) === b.limit ? b : a)) : undefined
}
