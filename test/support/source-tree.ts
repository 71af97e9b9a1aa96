import { globSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

/** One `import` or `export … from`. `target` is a path from the root for a file of ours, else the package's name. */
export type Import = { target: string; typeOnly: boolean; line: number }
export type Source = { path: string; text: string; lines: number; imports: Import[] }

export const root = resolve(import.meta.dirname, '../..')

/** Prettier and the linter keep every import in a form that this finds; TypeScript 7 has no API to ask. */
const importForms = /^(?:import|export)\s+(type\s)?([^'"`;]*?\sfrom\s+)?'([^'\n]+)'|\bimport\('([^'\n]+)'\)/gm

/** Every TypeScript source below the folders, with its imports. */
export function readSources(folders: readonly string[]): Source[] {
  return folders
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root }))
    .filter((path) => !path.includes('/dist/') && !path.endsWith('.d.ts'))
    .sort()
    .map(readSource)
}

function readSource(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  const imports = [...text.matchAll(importForms)].map((match) => ({
    target: targetOf(match[3] ?? match[4] ?? '', path),
    typeOnly: match[1] !== undefined || onlyTypes(match[2] ?? ''),
    line: text.slice(0, match.index).split('\n').length,
  }))
  return { path, text, lines: text.trimEnd().split('\n').length, imports }
}

/** `{ type A, type B } from` brings types only, too. */
function onlyTypes(clause: string): boolean {
  const names = /^\{(.*)\}\s*from\s*$/s
    .exec(clause.trim())?.[1]
    ?.split(',')
    .map((name) => name.trim())
  return names?.filter(Boolean).every((name) => name.startsWith('type ')) ?? false
}

function targetOf(specifier: string, from: string): string {
  const bare = specifier.split('?')[0] ?? specifier
  if (bare.startsWith('.')) return relative(root, resolve(root, from, '..', bare))
  if (bare.startsWith('#core/')) return `src/core/${bare.slice(6)}.ts`
  if (bare.startsWith('#modules/')) return `src/modules/${bare.slice(9)}/index.ts`
  if (bare.startsWith('#test/')) return `test/support/${bare.slice(6)}.ts`
  return specifier
}

/** The module that a path belongs to. */
export function moduleOf(path: string): string | undefined {
  return /^src\/modules\/([^/]+)\//.exec(path)?.[1]
}

/** Circles of imports that run, each once, as `a → b → a`. Types may go round: they are gone before anything runs. */
export function findCycles(sources: readonly Source[]): string[] {
  const graph = new Map(
    sources.map((source) => [source.path, source.imports.filter((i) => !i.typeOnly).map((i) => i.target)]),
  )
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (path: string, trail: string[]): void => {
    const start = trail.indexOf(path)
    if (start >= 0) return void cycles.push([...trail.slice(start), path].join(' → '))
    if (done.has(path)) return
    for (const next of graph.get(path) ?? []) if (graph.has(next)) visit(next, [...trail, path])
    done.add(path)
  }
  for (const path of graph.keys()) visit(path, [])
  return cycles
}
