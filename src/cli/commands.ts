import { backupCommand, restoreCommand } from './backup.ts'
import { checkCommand } from './check.ts'
import { exportCommand } from './export.ts'
import { importCommand } from './import.ts'
import { migrateCommand } from './migrate.ts'
import { processCommand } from './process.ts'
import { rebuildCommand } from './rebuild.ts'
import { demoCommand, serveCommand } from './serve.ts'
import { rotateKeysCommand } from './rotate-keys.ts'
import { rotateSigningKeysCommand } from './rotate-signing-keys.ts'
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
  'rotate-keys': rotateKeysCommand,
  'rotate-signing-keys': rotateSigningKeysCommand,
  backup: backupCommand,
  restore: restoreCommand,
}
