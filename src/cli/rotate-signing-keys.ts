import { parseArgs } from 'node:util'
import { rotateKeys } from '#modules/people'
import type { CliCommand } from './commands.ts'
import { withPlatform } from './open.ts'
import { report } from './terminal.ts'

type Rotated = Awaited<ReturnType<typeof rotateKeys>>

/** New keys sign what applications are told, and personal codes, before their time: the old ones may be known to somebody. */
export const rotateSigningKeysCommand: CliCommand = {
  usage: 'sign with new keys what applications are told of people, and personal codes',
  async run(words) {
    const { values } = parseArgs({ args: [...words], options: { json: { type: 'boolean', default: false } } })
    const rotated = await withPlatform(async ({ ctx }) => ({
      signIn: await rotateKeys(ctx, 'sign-in', true),
      personalQr: await rotateKeys(ctx, 'personal-qr', true),
    }))
    report(values.json, rotated, [
      `applications: ${tell(rotated.signIn)}`,
      `personal codes: ${tell(rotated.personalQr)}`,
    ])
  },
}

const tell = ({ added, dropped }: Rotated): string =>
  `${added === undefined ? 'there is no key yet, the first use makes one' : `key ${added} signs in ten minutes`}; ${dropped} that sign nothing valid are forgotten`
