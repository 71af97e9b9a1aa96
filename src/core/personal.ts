import type { Context } from './context.ts'
import type { Db } from './db.ts'
import type { Text } from './i18n.ts'
import type { SealedColumn } from './sealed.ts'
import { copyOf, type CopiedFile } from './personal/copy.ts'
import { eraseKind, leaveFiles } from './personal/erase.ts'
import { countRows } from './personal/rows.ts'

/** What becomes of a table's rows when their person asks to be erased. */
export type OnErasure =
  /** a law wants them as they are; the kind names it */
  | 'keep'
  | 'delete'
  /** the rows stay, for figures and for others, and name nobody: these columns get these values, this one a name drawn at random */
  | { set?: Readonly<Record<string, string | number | boolean | null>>; rename?: string }

/** A table in which a module names people. */
export type PersonalTable = {
  table: string
  /** columns with an account */
  by?: readonly string[]
  /** column with the keyed digest of an identity number, counted where the account's number was verified */
  byNumber?: string
  /** column with a record's name (`case/…`): the rows about all that is the person's */
  bySubject?: string
  /** rows that hang on the person's rows of another table: their `column` is its `key` */
  within?: { column: string; table: PersonalTable; key: string }
  /** partial indexes by account: one where this column has this value, one where it has another */
  split?: { column: string; value: string }
  /** left out of a copy: digests, keys of search, who of the officials it was */
  hide?: readonly string[]
  /** a stored file: the columns with its digest and its name */
  file?: { digest: string; name?: string }
  onErasure: OnErasure
}

/** A kind of record about people: said once, by its module, for the page that shows it, the copy, and the erasure. */
export type PersonalKind = {
  id: string
  /** its place in lists: what a person thinks of first comes first, what machines need last */
  order: number
  /** what an erasure leaves of its rows is empty: to its person they are gone */
  emptied?: true
  name: Text
  why: Text
  /** how long it is kept */
  until: Text
  /** the law that keeps it in spite of a request to erase */
  basis?: string
  /** the page where its person sees it */
  path?: string
  /** the first is the one that is counted; those that hang on others stand before them, and are erased first */
  tables: readonly PersonalTable[]
  /** rows that may not be shown yet: who looked, while an inquiry would be harmed by it. Such a kind is not counted either. */
  isShown?: (ctx: Context, row: Readonly<Record<string, unknown>>) => boolean
  /** files that are made of a row: a document's PDF */
  attach?: (ctx: Context, row: Readonly<Record<string, unknown>>) => Promise<CopiedFile | undefined>
  /** how many of them are still being handled: while there are any, nobody is erased */
  open?: (db: Db, account: string) => Promise<number>
}

export type Person = { account: string; idDigest: Buffer | null }
export type Erased = { kind: string; erased: number; kept: number }

export type Personal = {
  kinds: readonly PersonalKind[]
  /** How many records of each kind there are, by one query. */
  count(db: Db, ctx: Context, person: Person): Promise<ReadonlyMap<string, number>>
  /** Kinds with records that are still being handled. */
  listOpen(db: Db, account: string): Promise<{ kind: PersonalKind; count: number }[]>
  /** Everything, a kind after the other. */
  copy(db: Db, ctx: Context, person: Person): AsyncGenerator<CopiedFile>
  /** In the caller's transaction. @returns what was erased and what stays, and the files that nothing names any more */
  erase(db: Db, ctx: Context, person: Person): Promise<{ outcome: Erased[]; files: string[] }>
}

export function openPersonal(declared: readonly PersonalKind[], seals: readonly SealedColumn[]): Personal {
  const kinds = declared.toSorted((a, b) => a.order - b.order)
  const subjectsOf = async (db: Db, ctx: Context, { account }: Person) =>
    (await ctx.holdings.of(db, ctx, account)).flatMap(({ subject, acted }) => (acted ? [] : [subject]))
  return {
    kinds,
    async count(db, ctx, person) {
      return countRows(db, kinds, { ...person, subjects: await subjectsOf(db, ctx, person) })
    },
    async listOpen(db, account) {
      const found: { kind: PersonalKind; count: number }[] = []
      for (const kind of kinds) {
        const count = (await kind.open?.(db, account)) ?? 0
        if (count > 0) found.push({ kind, count })
      }
      return found
    },
    async *copy(db, ctx, person) {
      const whose = { ...person, subjects: await subjectsOf(db, ctx, person) }
      for (const kind of kinds) yield* copyOf({ db, ctx, kind, seals, whose })
    },
    async erase(db, ctx, person) {
      const whose = { ...person, subjects: await subjectsOf(db, ctx, person) }
      const files = new Set<string>()
      const outcome: Erased[] = []
      for (const kind of kinds) outcome.push(await eraseKind(db, kind, whose, files))
      return { outcome, files: await leaveFiles(db, kinds, files) }
    },
  }
}
