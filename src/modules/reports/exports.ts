import { Readable } from 'node:stream'
import type { Context } from '#core/context'
import { findUnit } from '#modules/units'
import { listOpen, type OpenRow } from './store/open.ts'

/** Public reports as open data, written as they are read: no list of all of them is ever held. */

const page = 1_000

async function* openRows(ctx: Context): AsyncGenerator<OpenRow> {
  let after: { at: Date; code: string } | undefined
  for (;;) {
    const rows = await listOpen(ctx.db, after, page)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < page) return
    after = { at: last.submitted_at, code: last.code }
  }
}

const columns = [
  'code',
  'category',
  'commune',
  'unit',
  'state',
  'sentAt',
  'answeredAt',
  'lon',
  'lat',
  'text',
  'answer',
] as const

const named = (ctx: Context, code: string): string => findUnit(ctx, code)?.name.vi ?? code

const openOf = (ctx: Context, row: OpenRow): Record<(typeof columns)[number], string | number | null> => ({
  code: row.code,
  category: row.category,
  commune: named(ctx, row.commune),
  unit: named(ctx, row.unit),
  state: row.state,
  sentAt: row.submitted_at.toISOString(),
  answeredAt: row.answered_at?.toISOString() ?? null,
  lon: row.lon,
  lat: row.lat,
  text: row.text,
  answer: row.answer,
})

/** A spreadsheet runs what begins like a formula: such a text gets a quotation mark before it. */
export function csvField(value: string | number | null): string {
  if (value === null) return ''
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export const openCsv = (ctx: Context): Readable =>
  Readable.from(
    (async function* () {
      // The mark at the beginning lets spreadsheets read Vietnamese.
      yield `\ufeff${columns.join(',')}\r\n`
      for await (const row of openRows(ctx)) {
        const open = openOf(ctx, row)
        yield `${columns.map((column) => csvField(open[column])).join(',')}\r\n`
      }
    })(),
  )

export const openGeoJson = (ctx: Context): Readable =>
  Readable.from(
    (async function* () {
      yield '{"type":"FeatureCollection","features":['
      let first = true
      for await (const row of openRows(ctx)) {
        const { lon, lat, ...properties } = openOf(ctx, row)
        const geometry = lon === null || lat === null ? null : { type: 'Point', coordinates: [lon, lat] }
        yield `${first ? '' : ','}${JSON.stringify({ type: 'Feature', id: row.code, geometry, properties })}`
        first = false
      }
      yield ']}'
    })(),
  )
