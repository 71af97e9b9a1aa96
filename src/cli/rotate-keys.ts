import { parseArgs } from 'node:util'
import { rotateDataKey, type Rotated } from '../core/reseal.ts'
import { modules } from '../modules.ts'
import type { CliCommand } from './commands.ts'
import { commandConfig, withPlatform } from './open.ts'
import { progress, report, say } from './terminal.ts'

const shortest = 32

/**
 * Seals all values under a new data key; with --master the keys themselves under another master secret. After a leak of the secret:
 * both, the master first.
 */
export const rotateKeysCommand: CliCommand = {
  usage: '[--alone] | --master: seal personal values under a new key; change the master secret',
  async run(words) {
    const { values } = parseArgs({
      args: [...words],
      options: {
        json: { type: 'boolean', default: false },
        master: { type: 'boolean', default: false },
        alone: { type: 'boolean', default: false },
      },
    })
    await (values.master ? changeMaster(values.json) : rotate(values))
  },
}

async function rotate({ json, alone }: { json: boolean; alone: boolean }): Promise<void> {
  const started = Date.now()
  let bar: ReturnType<typeof progress> | undefined
  const rotated = await withPlatform(({ ctx }) =>
    rotateDataKey(ctx, {
      columns: modules.flatMap((module) => module.seals ?? []),
      alone,
      onWait: (wait) =>
        say(`every process learns of the new key: ${wait / 1000} s (--alone, where none runs, does not wait)`),
      onProgress(done, total) {
        bar ??= progress('values', total)
        bar.at(done)
      },
    }),
  )
  bar?.end()
  const seconds = (Date.now() - started) / 1000
  report(json, { ...rotated, seconds }, tell(rotated, seconds))
  if (rotated.unreadable.length > 0) process.exitCode = 1
}

const tell = ({ key, resumed, resealed, unreadable }: Rotated, seconds: number): string[] => [
  `${resealed} values sealed under data key ${key} in ${seconds.toFixed(1)} s${resumed ? ' (a change that was broken off went on)' : ''}`,
  ...unreadable.map(({ column, values }) => `${values} values of ${column} open with no key: left as they are`),
]

/** Secrets come by the environment: what stands on a command line is seen by every user of the machine. */
async function changeMaster(json: boolean): Promise<void> {
  const next = process.env['NEW_SECRET_KEY'] ?? ''
  if (commandConfig().secretKey === undefined) throw new Error('SECRET_KEY: set the present master secret')
  if (next.length < shortest)
    throw new Error(`NEW_SECRET_KEY: set the new master secret, at least ${shortest} characters`)
  const keys = await withPlatform(({ ctx }) => ctx.keys.changeMaster(next))
  report(json, { keys }, [
    `${keys} keys wrapped by the new master secret: set it as SECRET_KEY and restart every process; keep it apart from the backups`,
  ])
}
