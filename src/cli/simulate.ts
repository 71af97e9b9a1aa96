import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { drain } from '../core/consumers.ts'
import { enterDemo } from '../core/mark.ts'
import { modules } from '../modules.ts'
import { makePast } from '../../simulator/bulk.ts'
import { playLive } from '../../simulator/live.ts'
import { addDemoPeople } from '../../simulator/staff.ts'
import type { CliCommand } from './commands.ts'
import { withPlatform } from './open.ts'
import { progress, report, say } from './terminal.ts'

const options = {
  json: { type: 'boolean', default: false },
  url: { type: 'string', default: 'http://127.0.0.1:8080' },
  rate: { type: 'string', default: '30' },
  seconds: { type: 'string', default: '60' },
  seed: { type: 'string', default: '1' },
  past: { type: 'string' },
  months: { type: 'string', default: '12' },
} as const

function whole(text: string, name: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new Error(`--${name} takes a whole number above 0`)
}

/**
 * Plays citizens and officials against a running demo through its public interface; with --past makes that many cases of the
 * last months in bulk, by the same rules.
 */
export const simulateCommand: CliCommand = {
  usage: '[--url <demo>] [--rate <acts a minute>] [--seconds <n>] [--seed <n>] | --past <cases> [--months <n>]',
  async run(words) {
    const { values } = parseArgs({ args: [...words], options })
    const seed = whole(values.seed, 'seed')
    if (values.past !== undefined)
      return makeCases(whole(values.past, 'past'), { seed, months: whole(values.months, 'months'), json: values.json })
    const seconds = whole(values.seconds, 'seconds')
    const play = playLive({ url: values.url, seed, perMinute: whole(values.rate, 'rate'), say })
    await delay(seconds * 1000)
    await play.stop()
    report(values.json, { ...play.done, seconds }, [
      `${play.done.filed} cases filed, ${play.done.acted} acts of officials, ${play.done.refused} refused, in ${seconds} s`,
    ])
  },
}

async function makeCases(
  count: number,
  { seed, months, json }: { seed: number; months: number; json: boolean },
): Promise<void> {
  const bar = progress('cases', count)
  const started = Date.now()
  const made = await withPlatform(async ({ ctx }) => {
    await enterDemo(ctx.db)
    await addDemoPeople(ctx)
    const cases = await makePast(ctx, { count, months, seed, onProgress: bar.at })
    await drain(
      ctx,
      modules.flatMap((module) => module.consumers ?? []),
    )
    return cases
  })
  bar.end()
  const seconds = (Date.now() - started) / 1000
  report(json, { cases: made, seconds }, [`${made} cases made in ${seconds.toFixed(1)} s`])
}
