/** Import of an event log: events a second from file to facts, beside the XML parser alone. `node bench/import-log.ts` */
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { SaxesParser } from 'saxes'
import { importCases } from '#modules/processes'
import type { Context } from '../src/core/context.ts'
import { testContext } from '../test/support/context.ts'

export const limit = 30_000

const acts = ['Tiếp nhận hồ sơ', 'Phân công', 'Thẩm định', 'Xác minh thực địa', 'Phê duyệt', 'Trả kết quả']
const dayMilliseconds = 86_400_000

/** A log like those that one-stop software writes: five or six acts a case, with who and where, and a deadline. */
function* logOf(cases: number): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">\n'
  for (let number = 0; number < cases; number += 1) {
    let at = Date.UTC(2020, 0, 2) + number * 600_000
    const text = (key: string, value: string) => `<string key="${key}" value="${value}"/>`
    const date = (key: string, time: number) => `<date key="${key}" value="${new Date(time).toISOString()}"/>`
    const events = acts.slice(0, 5 + (number % 2)).map((act, place) => {
      at += ((number * 7919 + place * 104_729) % 1000) * 60_000
      const who = text('org:resource', `CB ${(number + place) % 40}`) + text('org:group', `Phòng ${place % 5}`)
      return `<event>${text('concept:name', act)}${who}${date('time:timestamp', at)}</event>\n`
    })
    const head = text('concept:name', `HS-${number}`) + date('deadline', at + ((number % 9) - 1) * dayMilliseconds)
    yield `<trace>${head}${date('enddate', at)}\n${events.join('')}</trace>\n`
  }
  yield '</log>\n'
}

export type ImportFigures = { events: number; perSecond: number; parserPerSecond: number }

/** Imports the same made-up log several times, each into a process of its own, and takes the best. */
export async function measureImport(ctx: Context, cases = 20_000, rounds = 3): Promise<ImportFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'tinhso-bench-'))
  const path = join(folder, 'log.xes')
  try {
    await pipeline(Readable.from(logOf(cases)), createWriteStream(path))
    const found: ImportFigures = { events: 0, perSecond: 0, parserPerSecond: 0 }
    for (let round = 0; round < rounds; round += 1) {
      const parsed = await timed(() => parseOnly(path))
      const taken = await timed(() => importCases(ctx, path, { procedure: `bench ${round}` }))
      found.events = taken.result.added
      found.perSecond = Math.max(found.perSecond, taken.result.added / taken.seconds)
      found.parserPerSecond = Math.max(found.parserPerSecond, parsed.result / parsed.seconds)
    }
    return found
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function timed<T>(run: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const start = performance.now()
  const result = await run()
  return { result, seconds: (performance.now() - start) / 1000 }
}

async function parseOnly(path: string): Promise<number> {
  const parser = new SaxesParser()
  let events = 0
  parser.on('opentag', (tag) => {
    if (tag.name === 'event') events += 1
  })
  for await (const chunk of createReadStream(path, 'utf8')) parser.write(String(chunk))
  parser.close()
  return events
}

if (import.meta.main) {
  const t = await testContext({ pack: 'province/quang-tri' })
  try {
    const { events, perSecond, parserPerSecond } = await measureImport(t.ctx)
    const [ours, peer] = [perSecond, parserPerSecond].map((value) => Math.round(value).toLocaleString('en'))
    const where = t.ctx.embedded ? 'embedded' : 'PostgreSQL'
    process.stdout.write(
      `import of a log, ${events.toLocaleString('en')} events, ${where}: ${ours} events/s (≥ ${limit.toLocaleString('en')}); parser alone ${peer}\n`,
    )
    if (!t.ctx.embedded && perSecond < limit) process.exitCode = 1
  } finally {
    await t.close()
  }
}
