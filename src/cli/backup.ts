import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { openBare } from '../context.ts'
import { backup, countFiles, restore } from '../core/backup.ts'
import { schemaDigest } from '../core/migrate.ts'
import type { CliCommand } from './commands.ts'
import { report } from './terminal.ts'

function folderOf(words: readonly string[]): { folder: string; json: boolean } {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const [folder] = positionals
  if (!folder) throw new Error('Which folder? tinhso backup <folder>, tinhso restore <folder>')
  return { folder, json: values.json }
}

const lenient = () => readConfig({ ...process.env, DEMO: process.env['DEMO'] ?? '1' })

export const backupCommand: CliCommand = {
  usage: '<folder>: write the whole database and the files',
  async run(words) {
    const { folder, json } = folderOf(words)
    const config = lenient()
    const { database, close } = await openBare(config)
    try {
      const filesFolder = join(config.dataDir, 'files')
      const tables = await backup(database.db, { folder, filesFolder, schema: schemaDigest(), now: new Date() })
      const files = await countFiles(join(folder, 'files'))
      const rows = tables.reduce((sum, table) => sum + table.rows, 0)
      report(json, { folder, rows, files, tables }, [
        `${rows} rows of ${tables.length} tables and ${files} files in ${folder}`,
      ])
    } finally {
      await close()
    }
  },
}

export const restoreCommand: CliCommand = {
  usage: '<folder>: read a backup into an empty database',
  async run(words) {
    const { folder, json } = folderOf(words)
    const config = lenient()
    const { database, close } = await openBare(config)
    try {
      const tables = await restore(database.db, {
        folder,
        filesFolder: join(config.dataDir, 'files'),
        schema: schemaDigest(),
      })
      const rows = tables.reduce((sum, table) => sum + table.rows, 0)
      report(json, { folder, rows, tables }, [`${rows} rows of ${tables.length} tables restored`])
    } finally {
      await close()
    }
  },
}
