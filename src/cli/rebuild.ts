import { parseArgs } from 'node:util'
import { rebuildCells } from '#modules/indicators'
import { refollow } from '#modules/processes'
import type { CliCommand } from './commands.ts'
import { withPlatform } from './open.ts'
import { progress, report } from './terminal.ts'

/** Makes the views anew from the events, beside the live ones, and swaps them in. */
export const rebuildCommand: CliCommand = {
  usage: 'make the views anew from the events',
  async run(words) {
    const { values } = parseArgs({ args: [...words], options: { json: { type: 'boolean', default: false } } })
    const started = Date.now()
    const bar = progress('events')
    const events = await withPlatform(async ({ ctx }) => {
      const read = await rebuildCells(ctx, (done) => bar.at(done))
      await refollow(ctx)
      return read
    })
    bar.end()
    const seconds = (Date.now() - started) / 1000
    report(values.json, { events, seconds }, [`${events} events read in ${seconds.toFixed(1)} s`])
  },
}
