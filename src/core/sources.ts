import type { Actor } from './actor.ts'
import type { Context } from './context.ts'
import type { Text } from './i18n.ts'

/**
 * A value that a form field may be filled from, with where and when (ISO day) it was known. `holder` is the unit that keeps it and
 * can put it right, where the province knows one.
 */
export type Sourced = { value: unknown; source: Text; on?: string | undefined; holder?: string | undefined }

/**
 * Answers for its prefix: `idNumber` of `person.idNumber`, `marriage-certificate.number` of `my.papers.…`. It is asked once for
 * all that a form wants, and leaves out what it does not know.
 */
export type Source = (ctx: Context, actor: Actor, names: readonly string[]) => Promise<ReadonlyMap<string, Sourced>>

/** A paper that a person has, as a form offers it in place of a file and a case takes it over. */
export type HeldPaper = {
  id: string
  kind: string
  name: Text
  number?: string | undefined
  issuer?: string | undefined
  issuedOn?: string | undefined
  validUntil?: string | undefined
  /** neither revoked nor run out */
  usable: boolean
  /** of the stored bytes; of a document that the province issued, of its content as issued */
  digest: string
  fileName: string
  mediaType: string
  sizeBytes?: number | undefined
  /** code of the document, where the province issued it */
  document?: string | undefined
}

/** What a person's own store tells forms and cases. The module that keeps the store connects it. */
export type OwnStore = {
  /** papers of these kinds that may be handed in today, newest first */
  listPapers(ctx: Context, actor: Actor, kinds: readonly string[]): Promise<readonly HeldPaper[]>
  /** the person's own among these */
  findPapers(ctx: Context, actor: Actor, ids: readonly string[]): Promise<readonly HeldPaper[]>
  /** values that an accepted proposal has prepared for a procedure's form, by the path of the field */
  prepared(ctx: Context, actor: Actor, procedure: string): Promise<ReadonlyMap<string, Sourced>>
  /** sources whose value the person has said to be wrong: nothing of theirs is locked until that is settled */
  contested(ctx: Context, actor: Actor, sources: readonly string[]): Promise<ReadonlySet<string>>
}

const emptyStore: OwnStore = {
  listPapers: async () => [],
  findPapers: async () => [],
  prepared: async () => new Map(),
  contested: async () => new Set(),
}

export type Sources = {
  /** `underMandate`: it answers for the represented person when the actor acts for one; any other source is then not asked. */
  register(prefix: string, source: Source, options?: { underMandate: boolean }): void
  /** prefixes that are connected: a field whose source is not among them is left to the person */
  prefixes(): readonly string[]
  /** One question to each source concerned. @returns what is known, by the path asked for */
  ask(ctx: Context, actor: Actor, paths: readonly string[]): Promise<ReadonlyMap<string, Sourced>>
  connectStore(store: OwnStore): void
  /** The actor's own store; an empty one for who acts for another: nobody hands in papers of their own in another's name. */
  storeOf(actor: Actor): OwnStore
}

export function openSources(): Sources {
  const sources = new Map<string, Source>()
  const forOthers = new Set<string>()
  let store = emptyStore
  return {
    register(prefix, source, options) {
      if (sources.has(prefix)) throw new Error(`two sources answer for ${prefix}`)
      sources.set(prefix, source)
      if (options?.underMandate) forOthers.add(prefix)
    },
    prefixes: () => [...sources.keys()],
    async ask(ctx, actor, paths) {
      const answers = new Map<string, Sourced>()
      for (const [prefix, source] of sources) {
        const own = paths.filter((path) => path.startsWith(`${prefix}.`))
        if (own.length === 0 || (actor.mandate !== undefined && !forOthers.has(prefix))) continue
        const known = await source(ctx, actor, [...new Set(own.map((path) => path.slice(prefix.length + 1)))])
        for (const [name, sourced] of known) answers.set(`${prefix}.${name}`, sourced)
      }
      return answers
    },
    connectStore: (connected) => void (store = connected),
    storeOf: (actor) => (actor.mandate === undefined ? store : emptyStore),
  }
}
