import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { SaxesParser } from 'saxes'
import { importCases } from '#modules/processes'
import { timed, type Bench } from './ground.ts'
import { whole, type Row } from './table.ts'

const reach = 30_000
const rounds = 3
const most = 20_000

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

/** The same made-up log imported several times, each into a process of its own; the best counts, beside the parser alone. */
export async function measureImport(bench: Bench): Promise<Row[]> {
  const { opened } = await bench.large()
  const folder = mkdtempSync(join(tmpdir(), 'tinhso-bench-'))
  const path = join(folder, 'log.xes')
  try {
    await pipeline(Readable.from(logOf(Math.min(most, bench.cases))), createWriteStream(path))
    const found = { events: 0, perSecond: 0, parserPerSecond: 0 }
    for (let round = 0; round < rounds; round += 1) {
      const parsed = await timed(() => parseOnly(path))
      const taken = await timed(() => importCases(opened.ctx, path, { procedure: `bench ${round}` }))
      found.events = taken.result.added
      found.perSecond = Math.max(found.perSecond, taken.result.added / taken.seconds)
      found.parserPerSecond = Math.max(found.parserPerSecond, parsed.result / parsed.seconds)
    }
    return [
      {
        what: `import of a log, ${whole(found.events)} events (XES)`,
        measured: `${whole(found.perSecond)} events/s`,
        peer: `the parser alone: ${whole(found.parserPerSecond)} events/s`,
        reach: `≥ ${whole(reach)} events/s`,
        holds: found.perSecond >= reach,
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
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
