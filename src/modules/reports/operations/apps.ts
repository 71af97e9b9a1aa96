import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { notFound } from '#core/errors'
import { emit } from '#core/events'
import { command, query } from '#core/operation'
import { provinceUnit } from '#modules/units'
import { categoryNow } from '../catalogue.ts'
import { appKeyGiven, appKeyWithdrawn } from '../events.ts'
import { fileReport } from '../filing.ts'
import { Photos, PlaceInput } from '../inputs.ts'
import { digestOfKey, findKey, newKey, senderOf } from '../open311/keys.ts'
import * as policy from '../policy.ts'
import * as store from '../store/app-key.ts'
import { SentView } from '../views.ts'

/** Applications that send reports by Open311. */

export const giveKey = command('reports.give-app-key', {
  summary: 'Give an application a key for sending reports by Open311; it is shown this once.',
  input: z.strictObject({
    name: z.string().trim().min(2).max(100),
    contact: z.string().trim().min(3).max(200).describe('the office or company answerable for the application'),
  }),
  output: z.strictObject({ id: z.string(), key: z.string() }),
  unrepeatable: true,
  allow: policy.mayGiveKeys,
  async run({ input, db, ctx, now }) {
    const [id, key] = [randomUUID(), newKey()]
    await store.addKey(db, { ...input, id, digest: digestOfKey(ctx, key), at: now })
    const unit = provinceUnit(ctx).code
    await emit(db, appKeyGiven, { record: id, version: 1, unit, occurredAt: now, payload: { name: input.name } })
    return { id, key }
  },
})

export const withdrawKey = command('reports.withdraw-app-key', {
  summary: 'From now on an application sends nothing by this key.',
  input: z.strictObject({ id: z.string().max(60) }),
  output: z.strictObject({}),
  subject: async (db, { id }) => {
    const found = await store.lockKey(db, id)
    if (found && !found.withdrawn_at) return found
    throw notFound('app-key-not-found', { vi: 'Không có khóa ứng dụng này.', en: 'There is no such key.' })
  },
  allow: policy.mayGiveKeys,
  async run({ subject: { id, name }, db, ctx, now }) {
    await store.withdrawKey(db, id, now)
    const unit = provinceUnit(ctx).code
    await emit(db, appKeyWithdrawn, { record: id, version: 2, unit, occurredAt: now, payload: { name } })
    return {}
  },
})

const KeyView = z.strictObject({
  id: z.string(),
  name: z.string(),
  contact: z.string(),
  givenAt: z.iso.datetime(),
  withdrawnAt: z.iso.datetime().optional(),
})

export const listKeys = query('reports.list-app-keys', {
  summary: 'The applications that may send reports, and those that no longer may.',
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(KeyView) }),
  allow: policy.mayGiveKeys,
  run: async ({ db }) => ({
    items: (await store.listKeys(db)).map(({ id, name, contact, created_at, withdrawn_at }) => ({
      id,
      name,
      contact,
      givenAt: created_at.toISOString(),
      ...(withdrawn_at && { withdrawnAt: withdrawn_at.toISOString() }),
    })),
  }),
})

export const sendFromApp = command('reports.send-from-app', {
  summary: 'Send a report from an application with a key; Open311 comes in by this.',
  input: z.strictObject({
    key: z.string().max(200),
    category: z.string().max(60),
    text: z.string().trim().min(1).max(4_000),
    place: PlaceInput.optional(),
    commune: z.string().max(20).optional(),
    address: z.string().trim().max(300).optional(),
    details: z.record(z.string(), z.unknown()).default({}),
    photos: Photos,
    sender: z
      .strictObject({
        name: z.string().trim().max(100).optional(),
        phone: z.string().trim().max(30).optional(),
        email: z.string().trim().max(200).optional(),
      })
      .optional(),
  }),
  output: SentView,
  unrepeatable: true,
  perMinute: 600,
  subject: async (db, { key, category }, ctx) => ({
    app: await findKey(ctx, db, key),
    category: categoryNow(ctx, category),
  }),
  allow: (_actor, { app, category }, { sender }) =>
    app !== undefined && category.body.listed && (category.body.anonymous || sender !== undefined),
  async run({ input: { key: _key, ...input }, subject: { app, category }, actor, db, ctx, now, address }) {
    const by = { ...actor, id: app ? senderOf(app) : actor.id, posts: [] }
    const filed = { ...input, category, channel: 'open311' as const, urgent: false, showName: false }
    return fileReport({ db, ctx, actor: by, now, address }, filed)
  },
})

export const apps = [giveKey, withdrawKey, listKeys, sendFromApp]
