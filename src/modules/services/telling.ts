import { z } from 'zod'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import type { StoredEvent } from '#core/events'
import { tellAbout, type Telling } from '#modules/notices'
import { fieldsKind, procedureKind } from '#modules/procedures'
import { findUnit } from '#modules/units'
import { findShown } from './store/news.ts'
import { subscribersOf } from './subscribers.ts'

/** Whoever subscribed to a field's news or to a procedure is told. A commune's warnings reach its followers with their spreading. */

const templates = { news: 'subscribed-news', procedure: 'procedure-changed' } as const

/** The pack must have their words. */
export const toldBy = Object.values(templates)

const News = z.object({ field: z.string().optional() })

export const tell = tellAbout(
  'services.tell',
  ['services.news-published', 'services.procedure-changed'],
  async (db, events, ctx) => {
    const tellings: Telling[] = []
    for (const event of events)
      tellings.push(...(await (event.type === 'services.news-published' ? ofNews : ofProcedure)(db, ctx, event)))
    return tellings
  },
)

async function ofNews(db: Db, ctx: Context, event: StoredEvent): Promise<Telling[]> {
  const { field } = News.parse(event.payload)
  const id = event.record.slice('news/'.length)
  const row = field === undefined ? undefined : await findShown(db, id)
  if (!row || field === undefined) return []
  const named = ctx.definitions.find(fieldsKind, 'fields')?.body.find((one) => one.id === field)
  const facts = {
    title: row.title,
    field: named?.name.vi ?? field,
    unit: findUnit(ctx, row.unit)?.name.vi ?? row.unit,
    link: new URL(`/tin-tuc/${id}`, ctx.settings.publicUrl).href,
  }
  return toSubscribers(db, `field-news/${field}`, { event, template: templates.news, facts })
}

async function ofProcedure(db: Db, ctx: Context, event: StoredEvent): Promise<Telling[]> {
  const id = event.record.slice('procedure/'.length)
  const body = ctx.definitions.find(procedureKind, id)?.body
  if (!body) return []
  const facts = {
    procedure: body.name.vi,
    link: new URL(`/thu-tuc/${body.code}`, ctx.settings.publicUrl).href,
  }
  return toSubscribers(db, `procedure-changes/${id}`, { event, template: templates.procedure, facts })
}

type Said = { event: StoredEvent; template: string; facts: Record<string, string> }

async function toSubscribers(db: Db, topic: string, { event, template, facts }: Said): Promise<Telling[]> {
  const tellings: Telling[] = []
  for await (const accounts of subscribersOf(db, topic))
    tellings.push({
      event,
      notices: accounts.map((account) => ({ to: { account }, template, facts, record: event.record })),
    })
  return tellings
}
