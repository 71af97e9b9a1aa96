import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Context } from '#core/context'
import { invalid, notFound } from '#core/errors'
import { emit } from '#core/events'
import { command, query } from '#core/operation'
import { fieldsKind } from '#modules/procedures'
import { findUnit, provinceUnit } from '#modules/units'
import { newsPublished, newsWithdrawn } from '../events.ts'
import * as policy from '../policy.ts'
import { withdrawNews } from '../rules.ts'
import * as store from '../store/news.ts'
import { NewsList, NewsView, type NewsItem } from '../views.ts'

const missing = () => notFound('news-not-found', { vi: 'Không tìm thấy tin này.', en: 'There is no such news.' })

const fieldsOf = (ctx: Context) => ctx.definitions.find(fieldsKind, 'fields')?.body ?? []

export function presentNews(ctx: Context, row: Omit<store.NewNews, 'body'>): NewsItem {
  const field = fieldsOf(ctx).find(({ id }) => id === row.field)
  return {
    id: row.id,
    title: row.title,
    summary: row.summary,
    publishedAt: row.published_at.toISOString(),
    unit: { code: row.unit, name: findUnit(ctx, row.unit)?.name ?? { vi: row.unit } },
    ...(field && { field: { id: field.id, name: field.name } }),
    trial: row.trial,
  }
}

const After = /^(?<at>[^|]{10,40})\|(?<id>[0-9a-f-]{36})$/

export const listNews = query('services.list-news', {
  summary: 'News of the province, newest first.',
  input: z.strictObject({
    field: z.string().max(80).optional(),
    after: z.string().regex(After).optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  output: NewsList,
  allow: policy.anyone,
  async run({ input: { field, after, limit }, db, ctx }) {
    const place = after === undefined ? undefined : After.exec(after)?.groups
    const from = place && { at: place['at'] ?? '', id: place['id'] ?? '' }
    const rows = await store.listShown(db, { field, after: from, limit: limit + 1 })
    const shown = rows.slice(0, limit)
    const last = rows.length > limit ? shown.at(-1) : undefined
    return {
      items: shown.map((row) => presentNews(ctx, row)),
      next: last && `${last.sort_key}|${last.id}`,
    }
  },
})

export const getNews = query('services.get-news', {
  summary: 'One piece of news, whole.',
  // An address that somebody mistyped names no news: that is what its page then says.
  input: z.strictObject({ id: z.string().min(1).max(60) }),
  output: NewsView,
  subject: async (db, { id }) => {
    const found = z.uuid().safeParse(id).success ? await store.findShown(db, id) : undefined
    return found ?? Promise.reject(missing())
  },
  allow: policy.anyone,
  run: async ({ subject, ctx }) => ({ ...presentNews(ctx, subject), body: subject.body }),
})

const text = (longest: number) => z.string().trim().min(1).max(longest)

export const publishNews = command('services.publish-news', {
  summary: 'Publish news as the word of my unit.',
  input: z.strictObject({
    title: text(200),
    summary: text(400),
    body: text(20_000),
    field: z.string().max(80).optional(),
    trial: z.boolean().default(false).describe('shown for trial: the page says so'),
  }),
  output: NewsView,
  allow: policy.mayPublish,
  async run({ input, actor, db, ctx, now }) {
    if (input.field !== undefined && !fieldsOf(ctx).some(({ id }) => id === input.field))
      throw invalid('unknown-field', { vi: 'Không có lĩnh vực này.', en: 'There is no such field.' })
    const unit = policy.editorPost(actor)?.unit ?? provinceUnit(ctx).code
    const { field, ...words } = input
    const row = { ...words, id: randomUUID(), unit, field: field ?? null, published_at: now, published_by: actor.id }
    await store.addNews(db, row)
    const fact = { record: `news/${row.id}`, version: 1, unit, occurredAt: now }
    await emit(db, newsPublished, { ...fact, payload: field === undefined ? {} : { field } })
    return { ...presentNews(ctx, row), body: row.body }
  },
})

export const withdraw = command('services.withdraw-news', {
  summary: 'Take back news of my unit.',
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ id: z.uuid() }),
  subject: async (db, { id }) => (await store.lockNews(db, id)) ?? Promise.reject(missing()),
  allow: (actor, row) => policy.mayWithdraw(actor, row.unit),
  async run({ input, subject, db, now }) {
    const { version } = withdrawNews(subject)
    await store.withdraw(db, input.id, now, version)
    const fact = { record: `news/${input.id}`, version, unit: subject.unit, occurredAt: now }
    await emit(db, newsWithdrawn, { ...fact, payload: {} })
    return { id: input.id }
  },
})
