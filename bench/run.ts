/**
 * Measured claims, in one table: `npm run bench`, on the PostgreSQL server that TEST_DATABASE_URL or DATABASE_URL names, or on a
 * throw-away one. `--only <row>` measures one (again and again for several), `--cases <n>` makes a smaller province.
 */
import { parseArgs } from 'node:util'
import { findServer } from '../test/support/server.ts'
import { measureBulk } from './bulk.ts'
import { measureCells } from './cells.ts'
import { measureClosing } from './closing.ts'
import { measureEmbedded } from './embedded.ts'
import { describe, makeProvince, type Bench, type Province } from './ground.ts'
import { measureHome } from './home.ts'
import { measureImport } from './import-log.ts'
import { measureInbox } from './inbox.ts'
import { measureLooks } from './looks.ts'
import { measureMap } from './map.ts'
import { measureMyHome } from './my-home.ts'
import { measureNotices } from './notices.ts'
import { measureOpen311 } from './open311.ts'
import { measureRebuild } from './rebuild.ts'
import { measureReports } from './reports.ts'
import { measureSearch } from './search.ts'
import { measureSignIn } from './sign-in.ts'
import { measureSubmit } from './submit.ts'
import { tableOf, whole, type Row } from './table.ts'
import { measureTrack } from './track.ts'

/** In this order: what reads comes before what writes on, and what needs no province comes last. */
export const measures = {
  bulk: measureBulk,
  cells: measureCells,
  map: measureMap,
  inbox: measureInbox,
  search: measureSearch,
  'my-home': measureMyHome,
  looks: measureLooks,
  reports: measureReports,
  open311: measureOpen311,
  closing: measureClosing,
  rebuild: measureRebuild,
  submit: measureSubmit,
  track: measureTrack,
  notices: measureNotices,
  'sign-in': measureSignIn,
  import: measureImport,
  embedded: measureEmbedded,
  home: measureHome,
} satisfies Record<string, (bench: Bench) => Promise<Row[]>>

const signals = ['SIGINT', 'SIGTERM'] as const

export type Sizes = Pick<Bench, 'cases' | 'fewer' | 'seconds' | 'say'>

/** Measures, one after another, on provinces that are made when they are first needed and dropped at the end. */
export async function measureAll(url: string, sizes: Sizes, only: readonly string[] = []): Promise<Row[]> {
  const made = new Map<number, Promise<Province>>()
  const province = (count: number) => {
    const known = made.get(count) ?? makeProvince(bench, count)
    made.set(count, known)
    return known
  }
  const bench: Bench = { ...sizes, url, large: () => province(sizes.cases), small: () => province(sizes.fewer) }
  const rows: Row[] = []
  const tidy = async () => {
    for (const one of await Promise.allSettled(made.values())) if (one.status === 'fulfilled') await one.value.drop()
  }
  const interrupted = () => void tidy().finally(() => process.exit(130))
  for (const signal of signals) process.once(signal, interrupted)
  try {
    for (const [name, measure] of Object.entries(measures)) {
      if (only.length > 0 && !only.includes(name)) continue
      bench.say(`${name} …`)
      const measured = await measure(bench).catch((error: unknown) => [failed(name, error)])
      for (const row of measured) bench.say(`  ${row.what}: ${row.measured}`)
      rows.push(...measured)
    }
    return rows
  } finally {
    for (const signal of signals) process.removeListener(signal, interrupted)
    await tidy()
  }
}

/** A row that cannot be measured is a row that does not hold; the others are measured all the same. */
function failed(name: string, error: unknown): Row {
  const [why] = (error instanceof Error ? error.message : String(error)).split('\n')
  return { what: name, measured: `could not be measured: ${why}`, peer: '', reach: '', holds: false }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { only: { type: 'string', multiple: true, default: [] }, cases: { type: 'string', default: '1000000' } },
  })
  const unknown = values.only.filter((name) => !Object.hasOwn(measures, name))
  const count = Number(values.cases)
  if (unknown.length > 0 || !Number.isInteger(count) || count < 100)
    throw new Error(`--only takes one of ${Object.keys(measures).join(', ')}; --cases a number from 100`)
  const server = await findServer()
  if (typeof server === 'string') throw new Error(`The bench needs PostgreSQL: ${server}`)
  try {
    const about = await describe(server.url)
    const say = (line: string) => void process.stderr.write(`${line}\n`)
    const sizes = { cases: count, fewer: Math.min(10_000, count), seconds: 15, say }
    const rows = await measureAll(server.url, sizes, values.only)
    process.stdout.write(
      `${[...about, `data: ${whole(count)} cases`].map((line) => `- ${line}`).join('\n')}\n\n${tableOf(rows)}\n`,
    )
    if (rows.some((row) => row.holds === false)) process.exitCode = 1
  } finally {
    server.stop()
  }
}

if (import.meta.main) await main()
