import type { Context } from '#core/context'

/** A nudge comes from inside a transaction that is about to commit: what it is about is looked for a few times. */
const looks = [60, 400, 2_000]

type Work = (ctx: Context) => Promise<unknown>

const looking = new WeakMap<Context, Map<Work, { turn: number }>>()

/** Does the work soon, a few times; a nudge while it is going on begins the times anew. */
export function nudge(ctx: Context, work: Work): void {
  const mine = looking.get(ctx) ?? new Map<Work, { turn: number }>()
  looking.set(ctx, mine)
  const already = mine.get(work)
  if (already) {
    already.turn = 0
    return
  }
  const state = { turn: 0 }
  mine.set(work, state)
  const look = (): void => {
    const delay = looks[state.turn]
    state.turn += 1
    if (delay === undefined) return void mine.delete(work)
    const workThenLook = () =>
      work(ctx)
        .catch((error: unknown) => ctx.log.warn({ error: String(error) }, 'the queue of messages'))
        .finally(look)
    setTimeout(() => void workThenLook(), delay).unref()
  }
  look()
}
