import { createWriteStream, existsSync, renameSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { createGzip } from 'node:zlib'
import type { Context } from '../core/context.ts'
import { logStart, readLog, type Position } from '../core/events.ts'
import type { CliCommand } from './commands.ts'
import { withPlatform } from './open.ts'
import { progress, report } from './terminal.ts'

const batch = 2_000

/** `tinhso export events <file.ndjson.gz>`: the whole log in its order, one event a line; it holds no personal values. */
export const exportCommand: CliCommand = {
  usage: 'events <file.ndjson.gz>: write the log of events',
  async run(words) {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { json: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    const [what, file] = positionals
    if (what !== 'events' || !file) throw new Error('tinhso export events <file.ndjson.gz>')
    if (existsSync(file)) throw Object.assign(new Error(`EEXIST: ${file}`), { code: 'EEXIST', path: file })
    const part = `${file}.part`
    const bar = progress(file)
    const written = await withPlatform(async ({ ctx }) => {
      const count = { events: 0 }
      await pipeline(Readable.from(lines(ctx, count, bar.at)), createGzip(), createWriteStream(part))
      renameSync(part, file) // whole, or not there
      return count.events
    })
    bar.end()
    report(values.json, { file, events: written }, [`${written} events in ${file}`])
  },
}

async function* lines(ctx: Context, count: { events: number }, tell: (done: number) => void): AsyncGenerator<string> {
  let after: Position = logStart
  for (;;) {
    const events = await readLog(ctx.db, after, batch)
    for (const event of events) yield `${JSON.stringify(event)}\n`
    count.events += events.length
    tell(count.events)
    const last = events.at(-1)
    if (!last || events.length < batch) return
    after = last
  }
}
