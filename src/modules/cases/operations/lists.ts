import { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import { startOfDay, addDays } from '#core/days'
import { findPersonalId } from '#core/forms/identifiers'
import { command, query, type Run } from '#core/operation'
import { localDate } from '#modules/calendar'
import { searchKey } from '#core/text'
import { listCovered, listHolders, type Acting } from '#modules/people'
import { procedureKind } from '#modules/procedures'
import { leadsUnit, provinceUnit, rolesIn, unitOf, withinOf } from '#modules/units'
import { tidyCode } from '../code.ts'
import {
  AtWorkInput,
  CountsInput,
  InboxInput,
  ListMineInput,
  LoadInput,
  RelatedInput,
  SearchInboxInput,
  SearchInput,
} from '../inputs.ts'
import { allowed, asked, followed } from '../for-another.ts'
import { subjectOf } from '../holdings.ts'
import { presentItems, presentPage, readCursor } from '../items.ts'
import { get } from '../load.ts'
import { procedureRef, roleName, unitRef } from '../places.ts'
import * as policy from '../policy.ts'
import * as store from '../store/lists.ts'
import * as mine from '../store/mine.ts'
import { countAt, countOf, type Place } from '../store/procedure-counts.ts'
import { CaseItem, CaseList, CountsView, LoadView, RelatedView } from '../views.ts'

/** Work lists and counts. What a person sees follows from their posts; leaders see the units below them. */

/** The units whose cases an official sees; undefined is the whole province. */
function unitsOf(ctx: Context, actor: Actor): string[] | undefined {
  const leading = new Set(rolesIn(ctx).flatMap((role) => (role.leads ? [role.id] : [])))
  const units = actor.posts.flatMap((post) =>
    leading.has(post.role) ? withinOf(ctx, post.unit).map(({ code }) => code) : [post.unit],
  )
  return units.includes(provinceUnit(ctx).code) && isWide(ctx, actor) ? undefined : [...new Set(units)]
}

const isWide = (ctx: Context, actor: Actor): boolean => leadsUnit(ctx, actor, provinceUnit(ctx).code)

/** A unit that was asked for, if the person sees it. */
function narrowed(visible: string[] | undefined, unit: string | undefined): string[] | undefined {
  if (unit === undefined) return visible
  return visible === undefined || visible.includes(unit) ? [unit] : []
}

const procedureId = (ctx: Context, name: string | undefined): string | undefined =>
  name === undefined ? undefined : (ctx.definitions.find(procedureKind, name)?.id ?? name)

const queuesOf = (actor: Actor, unit: string | undefined, role: string | undefined) =>
  actor.posts.filter((post) => (unit ?? post.unit) === post.unit && (role ?? post.role) === post.role)

type Asked = Pick<Run<z.output<typeof InboxInput>, unknown>, 'input' | 'actor' | 'db' | 'ctx' | 'now'>

async function listWork({ input, actor, db, ctx, now }: Asked, sought?: store.Sought) {
  const { view, unit, role, limit, state, channel, assignee } = input
  const after = readCursor(input.after)
  const filter = { state, channel, sought, now, after, limit, procedure: procedureId(ctx, input.procedure) }
  const queues = queuesOf(actor, unit, role)
  const mine = [actor.id, ...(await listCovered(db, actor.id, localDate(now)))]
  if (view === 'mine') return presentPage(db, ctx, await store.listAssigned(db, mine, filter), { now, limit })
  if (view === 'all') {
    const rows = await store.listWide(db, narrowed(unitsOf(ctx, actor), unit), { ...filter, assignee })
    return presentPage(db, ctx, rows, { now, limit })
  }
  const rows = await store.listQueues(db, queues, mine, filter)
  const asked = after ? [] : await store.listConsulted(db, [...new Set(queues.map((queue) => queue.unit))], filter)
  const page = await presentPage(db, ctx, rows, { now, limit })
  return { ...page, items: [...(await presentItems(db, ctx, asked, now)), ...page.items] }
}

export const inbox = query('cases.inbox', {
  summary: 'The work before me, by time left.',
  input: InboxInput,
  output: CaseList,
  allow: policy.isOfficial,
  run: (asked) => listWork(asked),
})

/** A command in form, as `cases.search`: names and identity numbers must not stand in a URL. */
const isPieceOfCode = (typed: string): boolean => /^[A-Z]?[\d.-]{2,}$/.test(typed)

export const searchInbox = command('cases.search-inbox', {
  summary: 'The work before me that fits a code or a piece of it, an identity number or a name.',
  input: SearchInboxInput,
  output: CaseList,
  allow: policy.isOfficial,
  personal: () => 'cases.search-inbox',
  unrepeatable: true,
  async run(asked) {
    const found = meant(asked.ctx, asked.input.q, asked.now)
    const typed = tidyCode(asked.input.q)
    const page = await listWork(asked, found.words && isPieceOfCode(typed) ? { piece: typed } : found)
    for (const { code } of page.items) asked.see(subjectOf(code))
    return page
  },
})

export const counts = query('cases.counts', {
  summary: 'How much work waits, by queue.',
  input: CountsInput,
  output: CountsView,
  allow: policy.isOfficial,
  async run({ input, actor, db, ctx }) {
    const rows = await store.countQueues(db, unitsOf(ctx, actor), procedureId(ctx, input.procedure))
    const mine = await store.countAssigned(db, actor.id)
    const isOwn = ({ unit, role }: store.CountRow) =>
      actor.posts.some((post) => post.unit === unit && post.role === role)
    return {
      ...sumOf(rows),
      mine,
      queues: rows.filter(isOwn).map(({ unit, ...queue }) => ({ unit: unitRef(ctx, unit), ...queue })),
      units: [...Map.groupBy(rows, ({ unit }) => unit)].map(([unit, queues]) => ({
        unit: unitRef(ctx, unit),
        ...sumOf(queues),
      })),
    }
  },
})

function sumOf(rows: readonly store.CountRow[]) {
  const sum = { open: 0, overdue: 0, waiting: 0 }
  for (const { open, overdue, waiting } of rows) {
    sum.open += open
    sum.overdue += overdue
    sum.waiting += waiting
  }
  return sum
}

export const listProceduresAtWork = query('cases.list-procedures-at-work', {
  summary: 'Procedures with open work in a view of the inbox, to narrow it by.',
  input: AtWorkInput,
  output: z.object({ items: z.array(CaseItem.pick({ procedure: true }).extend({ open: z.int() })) }),
  allow: policy.isOfficial,
  async run({ input, actor, db, ctx, now }) {
    const { view, unit, role } = input
    const rows =
      view === 'mine'
        ? await countOf(db, [actor.id, ...(await listCovered(db, actor.id, localDate(now)))])
        : await countAt(
            db,
            view === 'all' ? narrowed(unitsOf(ctx, actor), unit)?.map(anyRole) : queuesOf(actor, unit, role),
          )
    const named = rows.map(({ procedure, open }) => {
      const found = ctx.definitions.find(procedureKind, procedure)
      return {
        procedure: found ? procedureRef(found) : { id: procedure, code: procedure, name: { vi: procedure } },
        open,
      }
    })
    return { items: named.toSorted((one, other) => one.procedure.name.vi.localeCompare(other.procedure.name.vi, 'vi')) }
  },
})

const anyRole = (unit: string): Place => ({ unit, role: null })

/** A command in form, though it changes nothing: an identity number that is searched for must not stand in a URL. */
export const search = command('cases.search', {
  summary: 'Find cases by code, identity number or name, among those I may see.',
  input: SearchInput,
  output: CaseList,
  allow: policy.isOfficial,
  personal: (input) => (input.q ? 'cases.search' : 'cases'),
  unrepeatable: true,
  async run({ input, actor, db, ctx, now, see }) {
    const { unit, state, from, to, limit } = input
    const rows = await store.searchCases(db, {
      ...meant(ctx, input.q, now),
      units: unitsOf(ctx, actor),
      unit,
      state,
      procedure: procedureId(ctx, input.procedure),
      from: from === undefined ? undefined : startOfDay(from),
      to: to === undefined ? undefined : startOfDay(addDays(to, 1)),
      after: readCursor(input.after),
      limit,
    })
    if (input.q) for (const { code } of rows.slice(0, limit)) see(subjectOf(code))
    return presentPage(db, ctx, rows, { now, limit })
  },
})

/** What a search text is: a code, an identity number, or words of a name, the last one perhaps unfinished. */
function meant(ctx: Context, q: string | undefined, now: Date): store.Sought {
  const text = q?.trim() ?? ''
  if (text === '') return {}
  if (/-\d{6}-\d{4,}$/.test(tidyCode(text))) return { code: tidyCode(text) }
  const personalId = findPersonalId(text, Number(localDate(now).slice(0, 4)))
  if (personalId) return { digest: ctx.vault.digest(personalId) }
  const words = searchKey(text).match(/[\p{L}\d]+/gu) ?? []
  return words.length === 0 ? { code: text } : { words: `${words.join(' & ')}:*` }
}

/** Whose cases a mandate lets its holder see. */
const aboutOf = (ctx: Context, { id, represented }: Acting) => {
  const number = represented.personalId ?? represented.taxCode
  return {
    mandate: id,
    account: represented.account,
    digest: number === undefined ? undefined : ctx.vault.digest(number),
  }
}

export const listMine = query('cases.list-mine', {
  summary: 'My cases: those that I filed and those that are mine.',
  input: ListMineInput,
  output: CaseList,
  subject: asked,
  allow: allowed('follow', policy.isCitizen),
  async run({ input, subject: { acting }, actor, db, ctx, now, see }) {
    const page = { after: readCursor(input.after), limit: input.limit }
    const rows = acting
      ? await mine.listOf(db, aboutOf(ctx, acting), followed(ctx, acting, now), page)
      : await mine.listMine(db, actor.id, page.after, page.limit)
    if (acting) for (const { code } of rows) see(subjectOf(code))
    return presentPage(db, ctx, rows, { now, limit: input.limit })
  },
})

export const load = query('cases.load', {
  summary: 'The load of each person of a unit, for its head.',
  input: LoadInput,
  output: LoadView,
  subject: async (_, input, ctx) => ({ unit: unitOf(ctx, input.unit), ctx }),
  allow: (actor, { unit, ctx }) => policy.isOfficial(actor) && leadsUnit(ctx, actor, unit.code),
  async run({ input, subject, db, ctx, now }) {
    const rows = await store.loadOf(db, input.unit, now)
    const month = startOfDay(`${localDate(now).slice(0, 7)}-01`)
    const done = await store.countDone(db, [input.unit, subject.unit.parent ?? input.unit], month)
    const byPerson = new Map(rows.map((row) => [row.assignee, row]))
    const holders = Map.groupBy(await listHolders(db, input.unit, undefined, localDate(now)), (holder) => holder.id)
    return {
      unit: unitRef(ctx, input.unit),
      staff: [...holders].map(([id, posts]) => {
        const row = byPerson.get(id)
        return {
          person: { id, name: posts[0]?.name ?? id },
          roles: [...new Set(posts.map((post) => post.role))],
          roleNames: [...new Set(posts.map((post) => post.role))].map((role) => roleName(ctx, role)),
          away: posts.some((post) => post.away),
          open: row?.open ?? 0,
          overdue: row?.overdue ?? 0,
          dueSoon: row?.due_soon ?? 0,
          doneThisMonth: done.get(id) ?? 0,
        }
      }),
      unassigned: byPerson.get(null)?.open ?? 0,
    }
  },
})

export const findRelated = query('cases.find-related', {
  summary: 'Other cases of the same person, or with the same file.',
  input: RelatedInput,
  output: RelatedView,
  subject: get,
  allow: (actor, found) => policy.isOfficial(actor) && policy.maySee(actor, found),
  personal: (input) => subjectOf(input.code),
  async run({ input, subject, db, ctx, now, see }) {
    const rows = await store.listRelated(db, input.code, subject.stored.holding.applicantDigest, 20)
    for (const { code } of rows) see(subjectOf(code))
    const items = await presentItems(db, ctx, rows, now)
    return { items: items.map((item, index) => ({ ...item, because: rows[index]?.because ?? 'same-person' })) }
  },
})
