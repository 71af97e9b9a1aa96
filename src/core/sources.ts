import type { Actor } from './actor.ts'
import type { Context } from './context.ts'

/** A value that a form field may be filled from, with where and when it was known. */
export type Sourced = { value: unknown; source: string; on?: string | undefined }

/** Answers `person.idNumber`, `my.papers.marriage-certificate` …; undefined where it knows nothing. */
export type Source = (
  ctx: Context,
  actor: Actor,
  path: string,
  inputs: Record<string, unknown>,
) => Promise<Sourced | undefined>

export type Sources = {
  register(prefix: string, source: Source): void
  /** prefixes that are connected: a field whose source is not among them is left to the person */
  prefixes(): readonly string[]
  ask(ctx: Context, actor: Actor, path: string, inputs: Record<string, unknown>): Promise<Sourced | undefined>
}

export function openSources(): Sources {
  const sources = new Map<string, Source>()
  return {
    register(prefix, source) {
      if (sources.has(prefix)) throw new Error(`two sources answer for ${prefix}`)
      sources.set(prefix, source)
    },
    prefixes: () => [...sources.keys()],
    async ask(ctx, actor, path, inputs) {
      const prefix = [...sources.keys()].find((known) => path === known || path.startsWith(`${known}.`))
      if (prefix === undefined) return undefined
      return sources.get(prefix)?.(ctx, actor, path.slice(prefix.length + 1), inputs)
    },
  }
}
