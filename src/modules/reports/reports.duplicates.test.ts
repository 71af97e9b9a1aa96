import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import Papa from 'papaparse'
import { z } from 'zod'
import { sharedFile } from '#test/shared'
import { metresBetween } from './showing.ts'

const Row = z.object({
  opened_at: z.string(),
  closed_at: z.string(),
  closure_reason: z.string(),
  type: z.string(),
  lat: z.coerce.number(),
  lon: z.coerce.number(),
})
type Request = { at: number; until: number; type: string; place: [number, number]; duplicate: boolean }
type Pair = { metres: number; sameType: boolean; open: boolean }

const window = 60 * 86_400_000
const side = 0.003
const squareOf = ([lon, lat]: [number, number]) => [Math.floor(lon / side), Math.floor(lat / side)] as const

/** Each request with the earlier ones within 200 m and 60 days. */
function pairsOf(requests: readonly Request[]): { request: Request; pairs: Pair[] }[] {
  const squares = new Map<string, Request[]>()
  return requests.map((request) => {
    const [x, y] = squareOf(request.place)
    const around = [-1, 0, 1].flatMap((i) => [-1, 0, 1].flatMap((j) => squares.get(`${x + i} ${y + j}`) ?? []))
    const pairs = around
      .filter((other) => request.at - other.at <= window)
      .map((other) => ({
        metres: metresBetween(request.place, other.place),
        sameType: other.type === request.type,
        open: other.until > request.at,
      }))
      .filter(({ metres }) => metres <= 200)
    const own = squares.get(`${x} ${y}`) ?? []
    own.push(request)
    squares.set(`${x} ${y}`, own)
    return { request, pairs }
  })
}

function measure(all: ReturnType<typeof pairsOf>, alike: (pair: Pair) => boolean) {
  const offered = all.filter(({ pairs }) => pairs.some(alike))
  const hits = offered.filter(({ request }) => request.duplicate).length
  const share = (of: number) => Math.round((1_000 * hits) / of) / 10
  return { precision: share(offered.length), recall: share(all.filter(({ request }) => request.duplicate).length) }
}

const file = sharedFile('reports/boston311_2015_Q3_dev.csv')

/**
 * The label is what a desk wrote when it closed: "Duplicate of Existing Case". It seldom says of which, and most
 * duplicates are closed as work done: precision against it is far too low, and serves to compare only.
 */
test(
  'of real requests, those of one category that are still open near by tell duplicates better than distance alone',
  {
    skip: file === undefined && 'the real data are not beside the project',
  },
  (t) => {
    const rows = Papa.parse(readFileSync(file ?? '', 'utf8'), { header: true, skipEmptyLines: true }).data
    const requests = z
      .array(Row)
      .parse(rows)
      .map((row): Request => ({
        at: Date.parse(row.opened_at),
        until: row.closed_at ? Date.parse(row.closed_at) : Number.POSITIVE_INFINITY,
        type: row.type,
        place: [row.lon, row.lat],
        duplicate: /duplicate/i.test(row.closure_reason),
      }))
      .toSorted((a, b) => a.at - b.at)
    const all = pairsOf(requests)
    const told = [25, 200].map((most) => ({
      metres: most,
      distanceAlone: measure(all, ({ metres }) => metres <= most),
      sameAndOpen: measure(all, ({ metres, sameType, open }) => metres <= most && sameType && open),
    }))
    t.diagnostic(JSON.stringify({ labelled: requests.filter(({ duplicate }) => duplicate).length, told }))
    for (const { distanceAlone, sameAndOpen } of told) assert.ok(sameAndOpen.precision > 1.4 * distanceAlone.precision)
  },
)
