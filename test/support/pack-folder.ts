import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from './source-tree.ts'

/** A pack of a few files in a folder of its own. */
export function packFolder(files: Record<string, string>): {
  folder: string
  write(name: string, text: string): void
  remove(name?: string): void
} {
  const folder = mkdtempSync(join(tmpdir(), 'tinhso-pack-'))
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  for (const [name, text] of Object.entries(files)) write(name, text)
  return { folder, write, remove: (name = '') => rmSync(join(folder, name), { recursive: true }) }
}

/** The small test province with the real one's indicators, copied to a folder. */
export function packWithIndicators(folder: string): string {
  cpSync(join(root, 'test/pack'), folder, { recursive: true })
  cpSync(join(root, 'province/quang-tri/indicators'), join(folder, 'indicators'), { recursive: true })
  return folder
}
