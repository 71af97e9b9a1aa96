import type { Actor } from './actor.ts'
import type { Context } from './context.ts'

/** Something that a person has to do, or should know now. Its words are in the language of the actor. */
export type Waiting = {
  /** what it is, as its module calls it: `supplement`, `payment`, `appointment`, `warning` …; the web knows an icon for each */
  kind: string
  /** the key of the record that waits */
  record: string
  title: string
  detail?: string | undefined
  /** until when; for an appointment, when */
  dueAt?: Date | undefined
  /** the page where it is done */
  path: string
  /** stands before everything else: a warning of danger */
  urgent?: boolean | undefined
}

/** What waits for one person in one module, by one query; nothing for people whom the module does not know. */
export type WaitingSource = (ctx: Context, actor: Actor) => Promise<readonly Waiting[]>

export type WaitingList = {
  register(module: string, source: WaitingSource): void
  /** All that waits for the actor: what is urgent, then by due time, then what has none. */
  of(ctx: Context, actor: Actor): Promise<Waiting[]>
}

export function openWaiting(): WaitingList {
  const sources = new Map<string, WaitingSource>()
  return {
    register(module, source) {
      if (sources.has(module)) throw new Error(`${module} says twice what waits`)
      sources.set(module, source)
    },
    async of(ctx, actor) {
      const found = await Promise.all([...sources.values()].map((source) => source(ctx, actor)))
      return found.flat().sort(byUrgency)
    },
  }
}

const byUrgency = (a: Waiting, b: Waiting): number =>
  Number(b.urgent ?? false) - Number(a.urgent ?? false) || (a.dueAt?.getTime() ?? later) - (b.dueAt?.getTime() ?? later)

const later = Number.MAX_SAFE_INTEGER
