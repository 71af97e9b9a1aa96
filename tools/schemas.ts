/**
 * Writes docs/reference/schemas/<kind>.json, by which editors complete and check a pack, and docs/reference/pack.md, which
 * names every field with its default: `node tools/schemas.ts [--check]`.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import type { DefinitionKind } from '#core/definitions'
import { writtenSchema } from '../src/core/definitions/known-keys.ts'
import { modules } from '../src/modules.ts'
import { referenceOf } from './pack-reference.ts'

const root = join(import.meta.dirname, '..')
const folder = 'docs/reference/schemas'
const place = (kind: DefinitionKind): string => (kind.folder ? `${kind.folder}/*.yaml` : (kind.file ?? kind.kind))

async function generate(): Promise<Map<string, string>> {
  const kinds = modules.flatMap((module) => module.kinds ?? [])
  const files = new Map<string, string>()
  const mapping: Record<string, string[]> = {}
  for (const kind of kinds) {
    const path = `${folder}/${kind.kind}.json`
    files.set(path, JSON.stringify({ title: kind.kind, ...writtenSchema(kind.schema) }))
    if (!place(kind).endsWith('.csv')) mapping[path] = [`province/*/${place(kind)}`, `test/pack/${place(kind)}`]
  }
  const parts = kinds.map((kind) => ({ title: place(kind), schema: writtenSchema(kind.schema) }))
  files.set('docs/reference/pack.md', referenceOf(parts))
  files.set('.vscode/settings.json', JSON.stringify({ 'yaml.schemas': mapping }))
  const style = await resolveConfig(join(root, 'package.json'))
  for (const [path, text] of files) files.set(path, await format(text, { ...style, filepath: path }))
  return files
}

const files = await generate()
const orphans = (existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [])
  .map((name) => `${folder}/${name}`)
  .filter((path) => !files.has(path))
if (process.argv.includes('--check')) {
  const stale = [...files].filter(
    ([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text,
  )
  for (const path of [...stale.map(([path]) => path), ...orphans])
    console.error(`${path} is not current: node tools/schemas.ts`)
  process.exitCode = stale.length + orphans.length > 0 ? 1 : 0
} else {
  for (const path of orphans) rmSync(join(root, path))
  for (const [path, text] of files) {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}
