import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { faultsOf, type Fault } from './issues.ts'
import { always, type Check, type DefinitionKind, type Path } from './kind.ts'
import { didYouMean, type Problem } from './problem.ts'
import { readSource, type SourceText } from './source-text.ts'
import { idPattern } from './words.ts'

/** A definition as a file of the pack writes it. */
export type Written = { kind: string; id: string; validFrom: string; digest: string; content: unknown; file: string }

/** Definitions that the code itself names, by kind: `{ notice: ['submitted', …] }`. The pack must have them. */
export type Needs = Readonly<Record<string, readonly string[]>>

type Loaded = { kind: DefinitionKind; written: Written; source: SourceText; body: unknown }

/** Reads a pack whole. Nothing of it may be used while a problem of severity `error` stands. */
export function readPack(
  folder: string,
  kinds: readonly DefinitionKind[],
  needs: readonly Needs[] = [],
): { written: Written[]; problems: Problem[] } {
  const problems: Problem[] = []
  const loaded = kinds.flatMap((kind) =>
    filesOf(folder, kind, problems).flatMap((file) => load(folder, file, kind, problems)),
  )
  const names = declaredNames(kinds, loaded)
  for (const one of loaded) one.kind.check?.(one.body, checkOf(one, names, problems))
  refuseSharedCodes(loaded, problems)
  for (const need of needs) askFor(need, kinds, loaded, problems)
  problems.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column)
  return { written: loaded.map((one) => one.written), problems }
}

/** What is wrong with a pack, all of it at once: `tinhso check <pack>`. */
export const checkPack = (folder: string, kinds: readonly DefinitionKind[], needs: readonly Needs[] = []): Problem[] =>
  readPack(folder, kinds, needs).problems

function askFor(needs: Needs, kinds: readonly DefinitionKind[], loaded: readonly Loaded[], problems: Problem[]): void {
  const isThere = (kind: string, id: string) =>
    loaded.some(({ written }) => written.kind === kind && written.id === id) ||
    problems.some(({ file }) => file === fileOf(kind, id))
  const fileOf = (kind: string, id: string) => `${kinds.find((one) => one.kind === kind)?.folder ?? kind}/${id}.yaml`
  for (const [kind, ids] of Object.entries(needs))
    for (const id of ids.filter((name) => !isThere(kind, name)))
      problems.push({ file: fileOf(kind, id), line: 1, column: 1, path: '', message: neededFile, severity: 'error' })
}

const neededFile = 'the pack needs this file'

function filesOf(folder: string, kind: DefinitionKind, problems: Problem[]): string[] {
  const files = kind.folder
    ? listFolder(folder, kind.folder)
    : kind.file && existsSync(join(folder, kind.file))
      ? [kind.file]
      : []
  if (files.length === 0 && kind.required) {
    const place = kind.file ?? `${kind.folder}/`
    problems.push({ file: place, line: 1, column: 1, path: '', message: neededFile, severity: 'error' })
  }
  return files
}

const listFolder = (folder: string, name: string): string[] =>
  existsSync(join(folder, name))
    ? readdirSync(join(folder, name))
        .filter((file) => file.endsWith('.yaml'))
        .toSorted()
        .map((file) => `${name}/${file}`)
    : []

const datedName = /^(?<id>.+?)(?:@(?<date>\d{4}-\d{2}-\d{2}))?$/

function load(folder: string, file: string, kind: DefinitionKind, problems: Problem[]): Loaded[] {
  const problem = (position: { line: number; column: number }, path: string, message: string) =>
    problems.push({ file, ...position, path, message, severity: 'error' })
  const groups = datedName.exec(basename(file, extname(file)))?.groups
  const id = groups?.['id'] ?? ''
  const validFrom = groups?.['date'] ?? always
  if (!idPattern.test(id) || Number.isNaN(Date.parse(validFrom))) {
    problem(
      { line: 1, column: 1 },
      '',
      'a file is named by its definition: birth-registration.yaml or birth-registration@2027-03-01.yaml',
    )
    return []
  }
  const source = readSource(file, readFileSync(join(folder, file), 'utf8'))
  for (const fault of source.faults) problem(fault, '', fault.message)
  if (source.faults.length > 0) return []
  const parsed = kind.schema.safeParse(source.content)
  if (!parsed.success) {
    for (const fault of faultsOf(kind.schema, source.content, parsed.error.issues))
      problem(placeOf(source, fault), fault.path.join('.'), fault.message)
    return []
  }
  const written = {
    kind: kind.kind,
    id,
    validFrom,
    digest: digestOf([kind.kind, id, validFrom, source.content]),
    content: source.content,
    file,
  }
  return [{ kind, written, source, body: parsed.data }]
}

const placeOf = (source: SourceText, { path, at }: Fault) =>
  at === 'key' ? source.positionOfKey(path) : source.positionOf(path)

/** Equal content has an equal digest, whatever its comments and line breaks. The order of entries counts. */
export const digestOf = (content: unknown): string => createHash('sha256').update(JSON.stringify(content)).digest('hex')

function declaredNames(kinds: readonly DefinitionKind[], loaded: readonly Loaded[]): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>(kinds.filter(({ folder }) => folder).map(({ kind }) => [kind, new Set()]))
  const add = (noun: string, name: string) => names.set(noun, (names.get(noun) ?? new Set()).add(name))
  for (const { kind, written, body } of loaded) {
    add(kind.kind, written.id)
    for (const [noun, list] of Object.entries(kind.declares?.(body) ?? {})) for (const name of list) add(noun, name)
  }
  return names
}

/** A code names one definition; its versions share it. */
function refuseSharedCodes(loaded: readonly Loaded[], problems: Problem[]): void {
  const owners = new Map<string, string>()
  for (const { kind, written, source, body } of loaded) {
    const code = kind.code?.(body)
    if (code === undefined) continue
    const owner = owners.get(`${kind.kind} ${code}`) ?? written.id
    owners.set(`${kind.kind} ${code}`, owner)
    if (owner === written.id) continue
    const message = `"${code}" is already the code of ${owner}`
    problems.push({ file: written.file, ...source.positionOf(['code']), path: 'code', message, severity: 'error' })
  }
}

function checkOf({ written, source }: Loaded, names: Map<string, Set<string>>, problems: Problem[]): Check {
  const say = (path: Path, message: string, severity: Problem['severity']) =>
    problems.push({ file: written.file, ...source.positionOf(path), path: path.join('.'), message, severity })
  return {
    error: (path, message) => say(path, message, 'error'),
    warn: (path, message) => say(path, message, 'warning'),
    names: (noun) => names.get(noun) ?? new Set(),
    refer(noun, name, path) {
      const known = names.get(noun)
      if (known && !known.has(name)) say(path, `no ${noun} "${name}"${didYouMean(name, known)}`, 'error')
    },
  }
}
