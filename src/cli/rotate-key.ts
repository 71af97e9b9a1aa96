import { parseArgs } from 'node:util'
import { rotateKeys } from '#modules/people'
import type { CliCommand } from './commands.ts'
import { withPlatform } from './open.ts'
import { report } from './terminal.ts'

/** A new key signs what applications are told, before its time: the old one may be known to somebody. */
export const rotateKeyCommand: CliCommand = {
  usage: 'sign with a new key what applications are told of people',
  async run(words) {
    const { values } = parseArgs({ args: [...words], options: { json: { type: 'boolean', default: false } } })
    const { added, dropped } = await withPlatform(({ ctx }) => rotateKeys(ctx, true))
    const told =
      added === undefined ? 'there is no key yet: the first sign-in makes one' : `key ${added} signs in ten minutes`
    report(values.json, { added, dropped }, [`${told}; ${dropped} that sign nothing valid are forgotten`])
  },
}
