import { backupCommand, restoreCommand } from './backup.ts'
import { migrateCommand } from './migrate.ts'
import { demoCommand, serveCommand } from './serve.ts'

export type CliCommand = { usage: string; run: (words: readonly string[]) => Promise<void> }

export const commands: Record<string, CliCommand> = {
  serve: serveCommand,
  demo: demoCommand,
  migrate: migrateCommand,
  backup: backupCommand,
  restore: restoreCommand,
}
