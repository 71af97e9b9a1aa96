import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { emit } from '#core/events'
import type { Text } from '#core/i18n'
import { command, query } from '#core/operation'
import { fieldsKind, procedureKind } from '#modules/procedures'
import { findUnit, provinceUnit } from '#modules/units'
import { subscribed, unsubscribed } from '../events.ts'
import * as policy from '../policy.ts'
import { readTopic, unknownTopic, type Topic } from '../rules.ts'
import * as own from '../store/own.ts'
import { TopicView } from '../views.ts'

const TopicInput = z.strictObject({ topic: z.string().max(140) })
const Topics = z.object({ topics: z.array(TopicView) })

/** What a topic is of, by name; undefined for what the province does not have. */
function nameOf(ctx: Context, { kind, of }: Topic): Text | undefined {
  if (kind === 'commune-warnings') return findUnit(ctx, of)?.name
  if (kind === 'field-news') return ctx.definitions.find(fieldsKind, 'fields')?.body.find(({ id }) => id === of)?.name
  return ctx.definitions.find(procedureKind, of)?.body.name
}

export async function topicsOf(ctx: Context, db: Db, account: string): Promise<z.output<typeof TopicView>[]> {
  return (await own.listSubscriptions(db, account)).map((topic) => {
    const read = readTopic(topic)
    return { topic, kind: read.kind, name: nameOf(ctx, read) ?? { vi: read.of } }
  })
}

const factOf = (ctx: Context, topic: string, now: Date) => ({
  record: `subscription/${randomUUID()}`,
  version: 1,
  unit: provinceUnit(ctx).code,
  occurredAt: now,
  payload: { topic },
})

export const subscribe = command('services.subscribe', {
  summary: 'Be told of a topic: warnings of a commune, news of a field, changes of a procedure.',
  input: TopicInput,
  output: Topics,
  allow: policy.isCitizen,
  async run({ input, actor, db, ctx, now }) {
    if (nameOf(ctx, readTopic(input.topic)) === undefined) throw unknownTopic()
    if (await own.addSubscription(db, actor.id, input.topic, now))
      await emit(db, subscribed, factOf(ctx, input.topic, now))
    return { topics: await topicsOf(ctx, db, actor.id) }
  },
})

export const unsubscribe = command('services.unsubscribe', {
  summary: 'Be told of a topic no longer.',
  input: TopicInput,
  output: Topics,
  allow: policy.isCitizen,
  async run({ input, actor, db, ctx, now }) {
    readTopic(input.topic)
    if (await own.dropSubscription(db, actor.id, input.topic))
      await emit(db, unsubscribed, factOf(ctx, input.topic, now))
    return { topics: await topicsOf(ctx, db, actor.id) }
  },
})

export const listSubscriptions = query('services.list-subscriptions', {
  summary: 'The topics of which I am told.',
  input: z.strictObject({}),
  output: Topics,
  allow: policy.isCitizen,
  run: async ({ actor, db, ctx }) => ({ topics: await topicsOf(ctx, db, actor.id) }),
})
