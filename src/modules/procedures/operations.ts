import { z } from 'zod'
import { calendarsOf, workingTime } from '#modules/calendar'
import type { Actor } from '#core/actor'
import { dayOf, DayInput } from '#core/days'
import { decideFees, decidePapers, examine, totalOf } from '#core/forms'
import { say } from '#core/i18n'
import { optionCheck } from '#core/lists'
import { command, query } from '#core/operation'
import { channels } from './definition.ts'
import { procedureKind } from './kind.ts'
import { listFields, listLifeEvents } from './names.ts'
import { presentProcedure } from './present.ts'
import { shelfOf, type ProcedureShelf, type ShelfItem } from './shelf.ts'
import { FacetsView, presentDuration, ProcedureItem, ProcedureView, QuoteView } from './views.ts'

const anyone = () => true
const Name = z.string().max(80).optional()

const Asked = z.strictObject({
  q: z.string().max(200).default(''),
  limit: z.coerce.number().int().min(1).max(5000).default(20),
  field: Name,
  agency: Name,
  lifeEvent: Name,
  level: z.enum(['commune', 'province']).optional(),
  online: z.enum(['full', 'partial', 'none']).optional(),
})

export const search = query('procedures.search', {
  summary: 'Find procedures by everyday words, forgiving tones, abbreviations and typing errors.',
  input: Asked,
  output: z.object({ total: z.int(), items: z.array(ProcedureItem) }),
  allow: anyone,
  async run({ input, actor, ctx }) {
    const found = findItems(shelfOf(ctx), input)
    return { total: found.length, items: found.slice(0, input.limit).map((item) => presentItem(item, actor)) }
  },
})

function findItems({ items, byCode, index }: ProcedureShelf, asked: z.output<typeof Asked>): ShelfItem[] {
  const fits = (item: ShelfItem) =>
    (asked.field === undefined || item.field === asked.field) &&
    (asked.agency === undefined || item.agency === asked.agency) &&
    (asked.lifeEvent === undefined || item.lifeEvents.includes(asked.lifeEvent)) &&
    (asked.level === undefined || item.level === asked.level) &&
    (asked.online === undefined || item.online === asked.online)
  if (asked.q.trim() === '') return items.filter(fits)
  return index.search(asked.q).flatMap(({ code }) => {
    const item = byCode.get(code)
    return item && fits(item) ? [item] : []
  })
}

const presentItem = (item: ShelfItem, { locale }: Actor): z.input<typeof ProcedureItem> => ({
  ...item,
  name: say(item.name, locale),
  fieldName: say(item.fieldName, locale),
  agencyName: say(item.agencyName, locale),
  lifeEvents: [...item.lifeEvents],
})

export const get = query('procedures.get', {
  summary: 'One procedure with its form, papers, steps, fees and legal basis.',
  input: z.strictObject({ code: z.string().max(80), on: DayInput.optional() }),
  output: ProcedureView,
  allow: anyone,
  run: async ({ input, ctx }) => presentProcedure(ctx, ctx.definitions.get(procedureKind, input.code, input.on)),
})

export const facets = query('procedures.facets', {
  summary: 'Fields, agencies and life events, each with its number of procedures.',
  input: z.strictObject({}),
  output: FacetsView,
  allow: anyone,
  async run({ actor, ctx }) {
    const { items } = shelfOf(ctx)
    const count = (of: (item: ShelfItem) => readonly string[]) => countBy(items, of)
    const agencies = count(({ agency }) => [agency])
    const fields = count(({ field }) => [field])
    const lifeEvents = count((item) => item.lifeEvents)
    const icons = new Map(listFields(ctx).map(({ id, icon }) => [id, icon]))
    const firstWith = (key: 'field' | 'agency') => new Map(items.map((item) => [item[key], item]))
    return {
      total: items.length,
      fields: [...firstWith('field').values()]
        .map(({ field, fieldName }) => ({
          id: field,
          name: say(fieldName, actor.locale),
          count: fields.get(field) ?? 0,
          icon: icons.get(field),
        }))
        .sort(byCount),
      agencies: [...firstWith('agency').values()]
        .map(({ agency, agencyName }) => ({
          id: agency,
          name: say(agencyName, actor.locale),
          count: agencies.get(agency) ?? 0,
        }))
        .sort(byCount),
      lifeEvents: listLifeEvents(ctx).map(({ id, name, icon }) => ({
        id,
        name: say(name, actor.locale),
        count: lifeEvents.get(id) ?? 0,
        icon,
      })),
    }
  },
})

const byCount = (a: { count: number; name: string }, b: { count: number; name: string }): number =>
  b.count - a.count || (a.name < b.name ? -1 : 1)

function countBy(items: readonly ShelfItem[], of: (item: ShelfItem) => readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) for (const id of of(item)) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}

export const quote = command('procedures.quote', {
  summary:
    'Fees, papers and due time for these answers, if received now. Posted, for answers may name people; stores nothing.',
  input: z.strictObject({
    code: z.string().max(80),
    answers: z.record(z.string(), z.unknown()).default({}),
    channel: z.enum(channels).default('online'),
    unit: z.string().max(40).optional().describe('the competent unit, where it keeps office hours of its own'),
  }),
  output: QuoteView,
  allow: anyone,
  unrepeatable: true,
  async run({ input, ctx, now }) {
    const { body } = ctx.definitions.get(procedureKind, input.code)
    const world = { today: dayOf(now), channel: input.channel, hasOption: optionCheck(ctx.definitions) }
    const { scope } = examine(body.form, input.answers, world)
    const fees = decideFees(body.fees, scope)
    return {
      fees,
      total: totalOf(fees),
      papers: decidePapers(body.papers, scope).map(({ paper, required }) => ({
        id: paper.id,
        name: paper.name,
        required,
      })),
      limit: presentDuration(body.limit),
      dueAt: body.limit && workingTime.dueAt(calendarsOf(ctx).of(input.unit), now, body.limit).toISOString(),
    }
  },
})
