import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import { listOpenOf } from './store/corrections.ts'

/** Which of these sources a person has said to be wrong, and nobody has settled yet. */
export async function contestedBy(
  ctx: Context,
  actor: Actor,
  sources: readonly string[],
): Promise<ReadonlySet<string>> {
  if (actor.kind !== 'citizen' || sources.length === 0) return new Set()
  const asked = new Set(sources)
  return new Set((await listOpenOf(ctx.db, actor.id)).flatMap(({ source }) => (asked.has(source) ? [source] : [])))
}
