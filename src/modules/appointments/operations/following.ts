import { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Db } from '#core/db'
import { notFound } from '#core/errors'
import { command, query } from '#core/operation'
import { keepTicket } from '../acting.ts'
import { envOf, placeOf } from '../hall.ts'
import * as policy from '../policy.ts'
import { presentTicket } from '../present.ts'
import * as queue from '../queue.ts'
import { centreKey, hold } from '../store/lock.ts'
import { findTicket } from '../store/ticket.ts'
import type { Ticket } from '../ticket.ts'
import { FollowedView } from '../views.ts'

/** What whoever holds a number may do with it. Its id is on the slip alone, and tells nothing of a person. */

const Held = z.strictObject({ id: z.string().max(40) })

async function getTicket(db: Db, { id }: { id: string }): Promise<Ticket> {
  const found = await findTicket(db, id)
  if (!found)
    throw notFound('ticket-not-found', { vi: 'Không tìm thấy số thứ tự này.', en: 'There is no such number.' })
  return found
}

async function lockTicket(db: Db, input: { id: string }): Promise<Ticket> {
  const { centre } = await getTicket(db, input)
  await hold(db, [centreKey(centre)])
  return getTicket(db, input)
}

const followedBy = ({ owner }: Ticket, actor: Actor): 'me' | 'another' | 'nobody' =>
  owner === undefined ? 'nobody' : owner === actor.id ? 'me' : 'another'

export const ticket = query('appointments.ticket', {
  summary: 'How a number stands: how many are before it, and how long they take.',
  input: Held,
  output: FollowedView,
  allow: policy.anyone,
  async run({ input, actor, ctx, db, now }) {
    const found = await getTicket(db, input)
    return { ...(await presentTicket({ db, ctx, now }, found)), followedBy: followedBy(found, actor) }
  },
})

export const follow = command('appointments.follow-ticket', {
  summary: 'Have the number of my slip among what waits for me, and be told when its turn is near.',
  input: Held,
  output: FollowedView,
  subject: lockTicket,
  allow: policy.isCitizen,
  async run({ subject, actor, ctx, db, now }) {
    const change = queue.follow(envOf(placeOf(ctx, subject.centre), now), subject, actor.id)
    await keepTicket(db, change)
    return { ...(await presentTicket({ db, ctx, now }, change.ticket)), followedBy: followedBy(change.ticket, actor) }
  },
})

export const following = [ticket, follow]
