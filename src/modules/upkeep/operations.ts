import { z } from 'zod'
import { conflict, notFound } from '#core/errors'
import { emit } from '#core/events'
import { command, query } from '#core/operation'
import * as parked from '#core/parked'
import { provinceUnit } from '#modules/units'
import { parkedRetried } from './events.ts'
import * as policy from './policy.ts'
import { ParkedView, presentParked } from './views.ts'

export const listParked = query('upkeep.list-parked', {
  summary: 'Events that a consumer could not take, the open ones first.',
  input: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
  output: z.strictObject({ items: z.array(ParkedView) }),
  allow: policy.mayRunPlatform,
  run: async ({ input, db }) => ({ items: (await parked.listParked(db, input.limit)).map(presentParked) }),
})

export const retryParked = command('upkeep.retry-parked', {
  summary: 'Have a consumer take a parked event again.',
  input: z.strictObject({ consumer: z.string().max(100), seq: z.int().min(1) }),
  output: z.strictObject({ solved: z.boolean(), error: z.string().optional() }),
  subject: (db, input) => parked.lockParked(db, input.consumer, input.seq),
  allow: policy.mayRunPlatform,
  async run({ input, subject, db, ctx, now }) {
    const consumer = ctx.consumers.find(({ name }) => name === input.consumer)
    if (!subject || !consumer)
      throw notFound('not-parked', { vi: 'Không có sự kiện nào bị gác lại như vậy.', en: 'No such event is parked.' })
    if (subject.solvedAt)
      throw conflict('solved-already', { vi: 'Sự kiện này đã được xử lý xong.', en: 'This event is solved already.' })
    const error = await parked.takeAgain(db, ctx, consumer, input.seq)
    await emit(db, parkedRetried, {
      record: `parked/${input.consumer}/${input.seq}`,
      version: subject.attempts + 1,
      unit: provinceUnit(ctx).code,
      occurredAt: now,
      payload: { consumer: input.consumer, type: subject.type, solved: error === undefined },
    })
    return error === undefined ? { solved: true } : { solved: false, error }
  },
})
