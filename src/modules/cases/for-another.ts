import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import type { AppError } from '#core/errors'
import { localDate } from '#modules/calendar'
import { actingUnder, notByThisMandate, type Acting } from '#modules/people'
import { procedureKind } from '#modules/procedures'

/** Acts that name the mandate by which they are done for somebody else. */

type MandateAct = Acting['acts'][number]

/** What was asked for: nothing but one's own, or by a mandate, which is there only while it is in force and the actor's. */
export type Asked = {
  mandate: string | undefined
  acting: Acting | undefined
  procedure?: { id: string; field: string }
}

type Input = { mandate?: string | undefined; procedure?: string | undefined }

export async function asked(db: Db, input: Input, ctx: Context, actor: Actor): Promise<Asked> {
  const { mandate, procedure } = input
  if (mandate === undefined) return { mandate, acting: undefined }
  const acting = await actingUnder(db, ctx, { actor, id: mandate }, ctx.clock())
  if (procedure === undefined) return { mandate, acting }
  const { id, body } = ctx.definitions.get(procedureKind, procedure)
  return { mandate, acting, procedure: { id, field: body.field } }
}

/** One's own by the usual right; another's by a mandate that covers the act, and the procedure where one is named. */
export const allowed =
  (act: MandateAct, own: (actor: Actor) => boolean) =>
  (actor: Actor, { mandate, acting, procedure }: Asked): boolean | AppError => {
    if (mandate === undefined) return own(actor)
    const may = procedure === undefined ? acting?.acts.includes(act) : acting?.allows(act, procedure)
    return may === true || notByThisMandate()
  }

/** To whom a draft belongs: to the account, or to the mandate under which it is written, and ends with. */
export const holderOf = (actor: Actor, mandate: string | undefined): string =>
  mandate === undefined ? actor.id : `mandate/${mandate}`

/** The procedures in which a mandate lets its holder follow cases; undefined: in all. */
export function followed(ctx: Context, acting: Acting, now: Date): string[] | undefined {
  const all = ctx.definitions.list(procedureKind, localDate(now))
  const some = all.filter(({ id, body }) => acting.allows('follow', { id, field: body.field }))
  return some.length === all.length ? undefined : some.map(({ id }) => id)
}
