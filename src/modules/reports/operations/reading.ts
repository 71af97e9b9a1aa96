import { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { command, query } from '#core/operation'
import { SectionView, presentForm } from '#modules/procedures'
import { isWithin, leadsUnit, listUnits, provinceUnit } from '#modules/units'
import { categoriesIn, rulesIn } from '../catalogue.ts'
import { questionForm } from '../definition.ts'
import { DeskInput, GetInput, ListMineInput, TrackInput } from '../inputs.ts'
import { get as find } from '../load.ts'
import * as policy from '../policy.ts'
import { presentLines, presentReport } from '../present.ts'
import * as lists from '../store/lists.ts'
import type { Stored } from '../store/report.ts'
import { ReportList, ReportView, TextView } from '../views.ts'

export const categories = query('reports.categories', {
  summary: 'What can be reported, by group, with the questions of each category.',
  input: z.strictObject({}),
  output: z.object({
    groups: z.array(z.object({ id: z.string(), name: TextView })),
    items: z.array(
      z.object({
        id: z.string(),
        name: TextView,
        about: TextView.optional(),
        group: z.string(),
        class: z.string(),
        anonymous: z.boolean(),
        photoAfter: z.boolean(),
        form: z.array(SectionView),
      }),
    ),
  }),
  allow: policy.anyone,
  run: async ({ ctx }) => ({
    groups: rulesIn(ctx).groups.map(({ id, name }) => ({ id, name })),
    items: categoriesIn(ctx).map(({ id, body }) => ({
      id,
      name: body.name,
      about: body.about,
      group: body.group,
      class: body.class,
      anonymous: body.anonymous,
      photoAfter: body.photoAfter,
      form: presentForm(ctx, questionForm(body)),
    })),
  }),
})

export const get = query('reports.get', {
  summary: 'A report as the person asking may see it.',
  input: GetInput,
  output: ReportView,
  subject: find,
  allow: policy.maySee,
  personal: (input) => `report/${input.code}`,
  run: ({ subject, actor, db, ctx, now }) => presentReport(db, ctx, subject, actor, now),
})

/** A command, so that the secret stands in no address. */
export const track = command('reports.track', {
  summary: 'My report, sent without a name: with the secret that I was given.',
  input: TrackInput,
  output: ReportView,
  unrepeatable: true,
  perMinute: 20,
  subject: find,
  allow: policy.isSender,
  personal: (input) => `report/${input.code}`,
  run: ({ subject, actor, db, ctx, now }) => presentReport(db, ctx, subject, actor, now),
})

export const readCursor = (text: string | undefined): lists.Cursor => {
  const [at, code] = (text ?? '').split('|')
  return at && code && (at === 'infinity' || !Number.isNaN(Date.parse(at))) ? { at, code } : undefined
}

/** One more than asked for was read: it tells whether there is a next page. */
export async function presentPage(
  { db, ctx }: { db: Db; ctx: Context },
  found: readonly Stored[],
  page: { limit: number; side: 'inside' | 'outside'; placeOf: (stored: Stored) => Date | undefined },
) {
  const shown = found.slice(0, page.limit)
  const last = found.length > page.limit ? shown.at(-1) : undefined
  return {
    items: await presentLines(db, ctx, shown, page.side),
    next: last && `${page.placeOf(last)?.toISOString() ?? 'infinity'}|${last.report.code}`,
  }
}

const submittedAt = ({ report }: Stored) => report.submittedAt
const sortAt = ({ report }: Stored) => (report.state === 'needs-supplement' ? undefined : report.dueAt)

/** The units whose reports an official sees: where they work the desk, and all below what they lead; undefined for the province's leaders. */
export function unitsSeen(ctx: Context, actor: Actor): string[] | undefined {
  const leads = (unit: string): boolean => leadsUnit(ctx, actor, unit)
  if (leads(provinceUnit(ctx).code)) return undefined
  const { desk } = rulesIn(ctx)
  return listUnits(ctx).flatMap(({ code }) => (policy.worksAt(actor, code, desk) || leads(code) ? [code] : []))
}

export const desk = query('reports.desk', {
  summary: 'The reports before me, by time left.',
  input: DeskInput,
  output: ReportList,
  allow: policy.isOfficial,
  personal: () => 'reports.desk',
  async run({ input, actor, db, ctx }) {
    const seen = unitsSeen(ctx, actor)
    const units = input.unit === undefined ? seen : within(ctx, seen, input.unit)
    const { view, category, state, limit } = input
    const page = { after: readCursor(input.after), limit: limit + 1 }
    if (view === 'all') {
      const states = state === undefined ? undefined : [state]
      const found = await lists.listNewest(db, { ...page, units, category, states, visible: false })
      return presentPage({ db, ctx }, found, { limit, side: 'inside', placeOf: submittedAt })
    }
    const mine = view === 'mine'
    const found = await lists.listDesk(db, {
      ...page,
      units: mine ? undefined : units,
      assignee: mine ? actor.id : undefined,
      late: view === 'late',
      category,
      state,
    })
    return presentPage({ db, ctx }, found, { limit, side: 'inside', placeOf: sortAt })
  },
})

/** Of the units that an official sees, the one asked for and those below it. */
const within = (ctx: Context, seen: readonly string[] | undefined, unit: string): string[] =>
  (seen ?? listUnits(ctx).map(({ code }) => code)).filter((code) => isWithin(ctx, code, unit))

export const counts = query('reports.counts', {
  summary: 'How many reports wait on my desk.',
  input: z.strictObject({}),
  output: z.object({ open: z.int(), late: z.int(), soon: z.int(), unassigned: z.int(), mine: z.int() }),
  allow: policy.isOfficial,
  run: ({ actor, db, ctx, now }) =>
    lists.countDesk(db, {
      units: unitsSeen(ctx, actor),
      account: actor.id,
      soon: new Date(now.getTime() + 86_400_000),
    }),
})

export const listMine = query('reports.list-mine', {
  summary: 'My reports.',
  input: ListMineInput,
  output: ReportList,
  allow: policy.isKnown,
  async run({ input, actor, db, ctx }) {
    const page = { after: readCursor(input.after), limit: input.limit + 1 }
    const found = await lists.listNewest(db, { ...page, owner: actor.id, visible: false })
    return presentPage({ db, ctx }, found, { limit: input.limit, side: 'inside', placeOf: submittedAt })
  },
})

export const reading = [categories, get, track, desk, counts, listMine]
