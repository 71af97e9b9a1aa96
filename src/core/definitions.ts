import type { z } from 'zod'
import type { Db } from './db.ts'
import { dayOf } from './days.ts'
import { notFound } from './errors.ts'
import { faultsOf } from './definitions/issues.ts'
import { always, type Definition, type DefinitionKind } from './definitions/kind.ts'
import { digestOf, readPack, type Written, type Needs } from './definitions/pack.ts'
import { problemLine, type Problem } from './definitions/problem.ts'
import { Shelf } from './definitions/shelf.ts'
import * as store from './definitions/store.ts'

export type { Check, Definition, DefinitionKind, Path } from './definitions/kind.ts'
export { checkPack, type Needs } from './definitions/pack.ts'
export { problemLine, type Problem } from './definitions/problem.ts'

/** Gives a kind the type of its bodies. */
export const defineKind = <Body>(kind: DefinitionKind<Body>): DefinitionKind<Body> => kind

export type NewImport = { id: string; content: unknown; validFrom?: string }
export type ImportAnswer = { added: string[]; changed: string[]; unchanged: string[]; rejected: Rejected[] }
export type Rejected = { id: string; path: string; message: string }

export type Definitions = {
  /** Reads a pack. @throws PackError */
  read(folder: string): readonly Written[]
  /** Stores what is new in a pack, and retires what it no longer has. */
  load(db: Db, pack: readonly Written[]): Promise<void>
  /** Takes up what other processes have stored since. @returns whether anything changed */
  refresh(db: Db): Promise<boolean>
  /** Stores definitions that come from elsewhere; the pack's own hide those of the same code. Set-based: call it in batches. */
  import<Body>(db: Db, kind: DefinitionKind<Body>, rows: readonly NewImport[]): Promise<ImportAnswer>
  /** The version in force on a day (today where none is named), by id or code. @throws notFound */
  get<Body>(kind: DefinitionKind<Body>, name: string, on?: string): Definition<Body>
  find<Body>(kind: DefinitionKind<Body>, name: string, on?: string): Definition<Body> | undefined
  list<Body>(kind: DefinitionKind<Body>, on?: string): Definition<Body>[]
  /** Any version that ever held. @throws notFound */
  byDigest<Body>(kind: DefinitionKind<Body>, digest: string): Definition<Body>
  /** Rises with every change of the kind's definitions. */
  revision(kind: DefinitionKind): number
}

/** A pack with mistakes does not start; its message lists all of them. */
export class PackError extends Error {
  readonly problems: readonly Problem[]
  constructor(folder: string, problems: readonly Problem[]) {
    super([`the pack ${folder} has mistakes:`, ...problems.map(problemLine)].join('\n'))
    this.name = 'PackError'
    this.problems = problems
  }
}

// A transaction that began earlier may commit later: rows are looked for this far back.
const overlapMilliseconds = 300_000

export function openDefinitions(
  kinds: readonly DefinitionKind[],
  clock: () => Date = () => new Date(),
  needs: readonly Needs[] = [],
): Definitions {
  const shelves = new Map<DefinitionKind, Shelf<unknown>>(kinds.map((kind) => [kind, new Shelf(kind)]))
  const byName = new Map([...shelves.values()].map((shelf) => [shelf.kind.kind, shelf]))
  const names = [...byName.keys()]
  const today = () => dayOf(clock())
  let asked: Date | undefined

  // A shelf is made for its kind above, so the two have the same body; a Map cannot say so.
  function shelfOf<Body>(kind: DefinitionKind<Body>): Shelf<Body>
  function shelfOf(kind: DefinitionKind): Shelf<unknown> {
    const shelf = shelves.get(kind)
    if (!shelf) throw new Error(`no module registers the kind ${kind.kind}`)
    return shelf
  }

  async function refresh(db: Db): Promise<boolean> {
    const now = await store.getTime(db)
    const rows = await store.listChanges(db, names, asked && new Date(asked.getTime() - overlapMilliseconds))
    const news = rows.filter((row) => !isKnown(byName.get(row.kind), row))
    const unread = news.filter((row) => !byName.get(row.kind)?.findByDigest(row.digest)).map((row) => row.digest)
    const bodies = unread.length > 0 ? await store.readBodies(db, unread) : new Map<string, unknown>()
    for (const row of news) byName.get(row.kind)?.put(row, bodies.get(row.digest))
    asked = now
    return news.length > 0
  }

  const find = <Body>(kind: DefinitionKind<Body>, name: string, on?: string) => shelfOf(kind).find(name, on ?? today())

  return {
    refresh,
    find,
    read(folder) {
      const { written, problems } = readPack(folder, kinds, needs)
      const errors = problems.filter((problem) => problem.severity === 'error')
      if (errors.length > 0) throw new PackError(folder, errors)
      return written
    },
    async load(db, written) {
      if (written.length > 0) await store.addDefinitions(db, written, 'pack')
      await store.retireMissing(db, names, written, today())
      await refresh(db)
    },
    async import(db, kind, rows) {
      const answer = await importRows(db, kind, rows, today())
      // Inside a transaction the rows are not yet certain: the next refresh takes them up.
      if (!db.isTransaction) await refresh(db)
      return answer
    },
    get: (kind, name, on) => find(kind, name, on) ?? missing(kind.kind, name),
    list: (kind, on) => shelfOf(kind).list(on ?? today()),
    byDigest: (kind, digest) => shelfOf(kind).findByDigest(digest) ?? missing(kind.kind, digest),
    revision: (kind) => shelfOf(kind).revision,
  }
}

function isKnown(shelf: Shelf<unknown> | undefined, row: store.DefinitionRow): boolean {
  const known = shelf?.findByDigest(row.digest)
  return known?.source === row.source && known.retiredOn === (row.retired_on ?? undefined)
}

/** The name stands in the stack trace only: it came with a request, and an answer gives nothing of it back. */
function missing(kind: string, name: string): never {
  const error = notFound('no-definition', {
    vi: 'Không tìm thấy mục này, hoặc mục không còn áp dụng.',
    en: 'There is no such item, or it is no longer in force.',
  })
  error.message = `There is no ${kind} "${name}"`
  throw error
}

async function importRows(
  db: Db,
  kind: DefinitionKind,
  rows: readonly NewImport[],
  today: string,
): Promise<ImportAnswer> {
  const rejected: Rejected[] = []
  const good = new Map<string, store.NewDefinition>()
  for (const { id, content, validFrom = always } of rows) {
    const fault = firstFault(kind.schema, content)
    if (fault) rejected.push({ id, ...fault })
    else
      good.set(id, { kind: kind.kind, id, validFrom, content, digest: digestOf([kind.kind, id, validFrom, content]) })
  }
  const ids = [...good.keys()]
  const held = new Set(
    await store.listHeld(
      db,
      [...good.values()].map((row) => row.digest),
    ),
  )
  const news = [...good.values()].filter((row) => !held.has(row.digest))
  if (news.length === 0) return { added: [], changed: [], unchanged: ids, rejected }
  const changed = new Set(await store.retireReplaced(db, news, today))
  const stored = new Set(await store.addDefinitions(db, news, 'import'))
  return {
    added: ids.filter((id) => stored.has(id) && !changed.has(id)),
    changed: ids.filter((id) => changed.has(id)),
    unchanged: ids.filter((id) => !stored.has(id) && !changed.has(id)),
    rejected,
  }
}

function firstFault(schema: z.ZodType, content: unknown): { path: string; message: string } | undefined {
  const parsed = schema.safeParse(content)
  if (parsed.success) return undefined
  const [fault] = faultsOf(schema, content, parsed.error.issues)
  return { path: fault?.path.join('.') ?? '', message: fault?.message ?? 'is not valid' }
}
