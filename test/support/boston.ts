import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Delaunay } from 'd3-delaunay'
import Papa from 'papaparse'
import { z } from 'zod'
import { sharedFile } from './shared.ts'
import { root } from './source-tree.ts'

/** Boston's requests of the summer of 2015, and Boston as a province's pack: categories, units and boundaries made from the same files. */

const Place = z.coerce.number()
const Row = z
  .object({
    opened_at: z.string(),
    closed_at: z.string(),
    status: z.enum(['Open', 'Closed']),
    closure_reason: z.string(),
    title: z.string(),
    type: z.string(),
    location: z.string(),
    neighborhood: z.string(),
    lat: Place,
    lon: Place,
  })
  .transform((row) => ({
    openedAt: atBoston(row.opened_at),
    // Some were written down after they had been seen to.
    closedAt: row.closed_at === '' ? undefined : latest(atBoston(row.opened_at), atBoston(row.closed_at)),
    status: row.status === 'Open' ? ('open' as const) : ('closed' as const),
    closing: row.closure_reason,
    // Some have none: what they are about is then all that is known.
    title: row.title || row.type,
    type: row.type,
    service: serviceCode(row.type),
    address: row.location,
    neighbourhood: row.neighborhood,
    place: [row.lon, row.lat] satisfies [number, number],
  }))
export type BostonRequest = z.output<typeof Row>

/** The clocks of Boston show summer time in all of these data. */
const atBoston = (text: string): Date => new Date(`${text}-04:00`)

const latest = (a: Date, b: Date): Date => (a > b ? a : b)

export const serviceCode = (type: string): string =>
  `b-${type
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}`

const readCsv = <R>(schema: z.ZodType<R>, file: string): R[] =>
  z.array(schema).parse(Papa.parse(readFileSync(file, 'utf8'), { header: true, skipEmptyLines: true }).data)

export const bostonFiles = { requests: 'boston311_2015_Q3_dev.csv', types: 'boston311_taxonomy_2015.csv' }
const fileOf = (name: string): string | undefined => sharedFile(`reports/${name}`)

/** Why a test with these data cannot run here; false where it can. */
export const noBoston = (): string | false =>
  Object.values(bostonFiles).some((name) => fileOf(name) === undefined) && 'the real data are not beside the project'

/** In the order in which they came. */
export const bostonRequests = (): BostonRequest[] =>
  readCsv(Row, fileOf(bostonFiles.requests) ?? '').toSorted((a, b) => a.openedAt.getTime() - b.openedAt.getTime())

const Type = z.object({
  reason: z.string(),
  type: z.string(),
  n: z.coerce.number(),
  median_target_hours: z.string(),
})

/** One category a type; where a type stands under several reasons, as under the one it is most often of. */
function categoryFiles(): { groups: Map<string, string>; files: Map<string, unknown> } {
  const groups = new Map<string, string>()
  const files = new Map<string, unknown>()
  const types = readCsv(Type, fileOf(bostonFiles.types) ?? '').toSorted((a, b) => b.n - a.n)
  for (const { reason, type, median_target_hours: hours } of types) {
    const id = serviceCode(type)
    if (files.has(id)) continue
    const group = serviceCode(reason)
    groups.set(group, reason)
    const deadlines = { urgent: '24 hours', ordinary: hours === '' ? '5 working days' : durationOf(Number(hours)) }
    files.set(id, { name: type, group, deadlines, source: 'median target of 2015, City of Boston' })
  }
  return { groups, files }
}

const durationOf = (hours: number): string =>
  hours < 48 ? `${Math.max(1, Math.round(hours))} hours` : `${Math.round(hours / 24)} days`

/** A commune for each quarter, around the middle of what was reported there; together they cover all places. */
function quartersOf(requests: readonly BostonRequest[]) {
  const sums = new Map<string, { lon: number; lat: number; n: number }>()
  for (const { neighbourhood, place } of requests) {
    if (neighbourhood === '') continue
    const sum = sums.get(neighbourhood) ?? { lon: 0, lat: 0, n: 0 }
    sums.set(neighbourhood, { lon: sum.lon + place[0], lat: sum.lat + place[1], n: sum.n + 1 })
  }
  const quarters = [...sums].map(([name, { lon, lat, n }], at) => ({
    code: String(99_001 + at),
    name,
    middle: [lon / n, lat / n] satisfies [number, number],
  }))
  const edge = 0.01
  const [lons, lats] = [requests.map(({ place }) => place[0]), requests.map(({ place }) => place[1])]
  const [west, south] = [lons.reduce((a, b) => Math.min(a, b)) - edge, lats.reduce((a, b) => Math.min(a, b)) - edge]
  const [east, north] = [lons.reduce((a, b) => Math.max(a, b)) + edge, lats.reduce((a, b) => Math.max(a, b)) + edge]
  const cells = Delaunay.from(quarters.map(({ middle }) => middle)).voronoi([west, south, east, north])
  const features = quarters.map(({ code, name }, at) => ({
    type: 'Feature',
    id: code,
    properties: { code, name },
    geometry: { type: 'Polygon', coordinates: [cells.cellPolygon(at)] },
  }))
  return { quarters, boundaries: { type: 'FeatureCollection', features } }
}

/** The small test province with Boston's quarters, categories and boundaries in place of its own. */
export function bostonPack(requests: readonly BostonRequest[]): { pack: string; boundaries: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'tinhso-boston-'))
  const pack = join(folder, 'pack')
  cpSync(join(root, 'test/pack'), pack, { recursive: true })
  const write = (name: string, content: unknown) => writeFileSync(join(pack, name), JSON.stringify(content))
  const { quarters, boundaries } = quartersOf(requests)
  const { groups, files } = categoryFiles()
  for (const name of ['hole', 'noise', 'water', 'attitude']) rmSync(join(pack, `report-categories/${name}.yaml`))
  mkdirSync(join(pack, 'report-categories'), { recursive: true })
  for (const [id, category] of files) write(`report-categories/${id}.yaml`, category)
  const rules = readFileSync(join(pack, 'report-rules.yaml'), 'utf8')
  const named = [...groups].map(([id, name]) => `  ${id}: { name: ${JSON.stringify(name)} }\n`).join('')
  writeFileSync(join(pack, 'report-rules.yaml'), rules.replace('groups:\n', `groups:\n${named}`))
  const [head = '', ...units] = readFileSync(join(pack, 'units.csv'), 'utf8').trim().split('\n')
  const above = units.filter((line) => !line.startsWith('990') && !line.startsWith('H99.1'))
  const rows = quarters.flatMap(({ code, name, middle: [lon, lat] }, at) => {
    const agency = `H99.${101 + at}`
    const centre = `${agency}.01`
    return [
      [code, agency, 'commune', 'ward', '', name, '', '99', '2015-01-01', lat, lon, 5].join(),
      [centre, centre, 'centre', '', '', `Service Centre of ${name}`, '', code, '2015-01-01', '', '', ''].join(),
    ]
  })
  writeFileSync(join(pack, 'units.csv'), [head, ...above, ...rows].join('\n'))
  write('../boundaries.geojson', boundaries)
  return {
    pack,
    boundaries: join(folder, 'boundaries.geojson'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
