import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { send } from '#modules/notices'
import type { Range } from './estimate.ts'
import { readHall, type Hall } from './hall.ts'
import { inOrder, lettersOf } from './queue.ts'
import { markTold } from './store/ticket.ts'
import { labelOf, type Ticket } from './ticket.ts'
import { waitsIn } from './waits.ts'

/** Telling people that their turn is near, so that they may wait outside. */

export const nearNotice = 'turn-near'

export type Near = { ticket: Ticket; ahead: number }

/**
 * Whose turn is near: few are called before them, or little time is left by the quicker estimate. Nobody's is, whose group no
 * open counter serves.
 */
export function listNear(hall: Hall, waits: ReadonlyMap<string, Range>, now: Date): Near[] {
  const { near } = hall.centre
  const open = hall.counters.filter(({ clerk }) => clerk !== undefined)
  const served = new Set(open.flatMap(({ no }) => lettersOf(hall.centre, no)))
  const before = new Map<string, number>()
  return inOrder(hall.present, now).flatMap((ticket) => {
    const ahead = before.get(ticket.queue) ?? 0
    before.set(ticket.queue, ahead + 1)
    const low = waits.get(ticket.id)?.low
    const isNear = ahead <= near.ahead || (low !== undefined && low <= near.minutes)
    return isNear && served.has(ticket.queue) ? [{ ticket, ahead }] : []
  })
}

/** Holds the number by an account, and has not been told. Made-up people are told nothing. */
const isUntold = ({ owner, toldNearAt, origin }: Ticket): boolean =>
  origin === 'live' && owner !== undefined && toldNearAt === undefined

/** Tells those at a centre who hold their number by an account, each once. */
export async function tellNear(db: Db, ctx: Context, centre: string): Promise<void> {
  const now = ctx.clock()
  const hall = await readHall(db, ctx, centre)
  if (!hall.present.some((ticket) => ticket.state === 'waiting' && isUntold(ticket))) return
  const near = listNear(hall, await waitsIn(db, hall, now), now).filter(({ ticket }) => isUntold(ticket))
  const ids = near.map(({ ticket }) => ticket.id)
  const told = await markTold(db, ids, now)
  await send(
    db,
    ctx,
    near
      .filter(({ ticket }) => told.has(ticket.id))
      .map(({ ticket, ahead }) => ({
        key: `turn ${ticket.id}`,
        to: { account: ticket.owner },
        template: nearNotice,
        facts: factsOf(ctx, hall, ticket, ahead),
        record: ticket.id,
      })),
  )
}

const factsOf = (ctx: Context, { unit }: Hall, ticket: Ticket, ahead: number) => ({
  number: labelOf(ticket),
  ahead: ahead === 0 ? undefined : String(ahead),
  place: unit.name.vi,
  link: new URL(`/so-thu-tu/${ticket.id}`, ctx.settings.publicUrl).href,
})
