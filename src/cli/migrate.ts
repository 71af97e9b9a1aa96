import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { startEmbedded } from '../core/db/embedded.ts'
import { migrate } from '../core/migrate.ts'
import type { CliCommand } from './commands.ts'
import { report } from './terminal.ts'

export const migrateCommand: CliCommand = {
  usage: 'bring the database to the newest schema',
  async run(words) {
    const { values } = parseArgs({ args: [...words], options: { json: { type: 'boolean', default: false } } })
    const config = readConfig({ ...process.env, DEMO: process.env.DEMO ?? '1' })
    const embedded = config.databaseUrl ? undefined : await startEmbedded(config.dataDir, { join: true })
    try {
      const applied = await migrate(config.databaseUrl ?? embedded?.url ?? '')
      report(values.json, { applied }, applied.length ? applied.map((name) => `applied ${name}`) : ['nothing to apply'])
    } finally {
      await embedded?.stop()
    }
  },
}
