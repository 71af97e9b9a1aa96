import { parseArgs } from 'node:util'
import { isDay } from '#core/forms/day'
import { viewProcess } from '#modules/processes'
import type { CliCommand } from './commands.ts'
import { withPlatform } from './open.ts'
import { report } from './terminal.ts'

const shownVariants = 10

/** The process view of a procedure: how its cases really went. */
export const processCommand: CliCommand = {
  usage: '<procedure> [--from <date>] [--to <date>] [--unit <code>]: how its cases really went',
  async run(words) {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: {
        json: { type: 'boolean', default: false },
        from: { type: 'string' },
        to: { type: 'string' },
        unit: { type: 'string' },
      },
      allowPositionals: true,
    })
    const [procedure] = positionals
    if (!procedure) throw new Error('Which procedure? tinhso process <procedure>')
    for (const [name, day] of Object.entries({ from: values.from, to: values.to }))
      if (day !== undefined && !isDay(day)) throw new Error(`--${name}: a day such as 2026-01-31, not “${day}”`)
    const wanted = { procedure, from: values.from, to: values.to, unit: values.unit }
    const view = await withPlatform(({ ctx }) => viewProcess(ctx, wanted, { now: ctx.clock(), variants: null }))
    report(values.json, view, [
      `${view.name.vi}: ${view.cases} cases, ${view.events} events, ${view.activities} activities, ${view.first ?? '-'} to ${view.last ?? '-'}`,
      ...view.variants
        .slice(0, shownVariants)
        .map((variant) => `${String(variant.cases).padStart(8)}  ${variant.path.join(' > ')}`),
    ])
  },
}
