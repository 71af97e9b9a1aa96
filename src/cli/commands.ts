import { backupCommand, restoreCommand } from './backup.ts'
import { checkCommand } from './check.ts'
import { exportCommand } from './export.ts'
import { importCommand } from './import.ts'
import { migrateCommand } from './migrate.ts'
import { processCommand } from './process.ts'
import { rebuildCommand } from './rebuild.ts'
import { demoCommand, serveCommand } from './serve.ts'
import { rotateKeyCommand } from './rotate-key.ts'
import { simulateCommand } from './simulate.ts'

export type CliCommand = { usage: string; run: (words: readonly string[]) => Promise<void> }

export const commands: Record<string, CliCommand> = {
  serve: serveCommand,
  demo: demoCommand,
  migrate: migrateCommand,
  check: checkCommand,
  import: importCommand,
  export: exportCommand,
  process: processCommand,
  rebuild: rebuildCommand,
  simulate: simulateCommand,
  'rotate-key': rotateKeyCommand,
  backup: backupCommand,
  restore: restoreCommand,
}
