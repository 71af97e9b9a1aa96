import type { PublishedWay } from './published-ways.ts'

type FeeRow = { if?: string; pay: number | string; because?: { vi: string; en?: string } }
export type PublishedFees = { words: Record<string, unknown>; doubts: { field: string; reason: string }[] }

const basis =
  'Mức công bố trên Cổng Dịch vụ công quốc gia; mức do địa phương quy định theo nghị quyết của Hội đồng nhân dân tỉnh'
/** FEEL's null: the sum is not decided, and the officer who receives the case says it. */
const undecided = 'null'

/** One decision table of what the ways say. Ways that contradict themselves or one another leave the sum open. */
export function feesOf(ways: readonly PublishedWay[]): PublishedFees {
  if (ways.length === 0) return { words: {}, doubts: [] }
  const byChannel = Map.groupBy(ways, ({ channel }) => channel)
  const rows: FeeRow[] = []
  const doubts = new Map<string, string[]>()
  for (const [channel, own] of byChannel) {
    const { pay, doubt } = feeOfChannel(own)
    if (doubt) doubts.set(doubt, [...(doubts.get(doubt) ?? []), channel])
    if (pay === undefined) continue
    const because = doubt ? { because: { vi: `cán bộ xác định khi tiếp nhận (công bố: ${doubt})` } } : {}
    rows.push({ if: `channel = "${channel}"`, pay, ...because })
  }
  if (rows.length === 0) return { words: {}, doubts: [] }
  const words = {
    published: { name: { vi: 'Phí, lệ phí', en: 'Fees' }, kind: 'lệ phí', when: simplified(rows), basis },
  }
  const reasons = [...doubts].map(([doubt, channels]) => `left to the officer: ${channels.join(', ')}: ${doubt}`)
  return { words, doubts: reasons.map((reason) => ({ field: 'fees', reason })) }
}

function feeOfChannel(ways: readonly PublishedWay[]): { pay: number | string | undefined; doubt?: string } {
  const doubts = ways.flatMap(({ fee }) => fee.doubt ?? [])
  const amounts = [...new Set(ways.flatMap(({ fee }) => fee.amount ?? []))]
  const sums = amounts.map((sum) => `${sum.toLocaleString('vi-VN')} đồng`)
  if (doubts.length > 0) return { pay: undecided, doubt: [...new Set(doubts)].join('; ') }
  if (amounts.length > 1) return { pay: undecided, doubt: sums.join('; ') }
  return { pay: amounts[0] }
}

/** One row for all channels where they agree; a last row that always fits, so that the table decides every case. */
function simplified(rows: readonly FeeRow[]): FeeRow[] {
  const [first, ...rest] = rows
  if (!first) return []
  const same = rest.every((row) => row.pay === first.pay)
  const always = ({ if: _, ...row }: FeeRow): FeeRow => row
  return same ? [always(first)] : [...rows.slice(0, -1), ...rows.slice(-1).map(always)]
}
