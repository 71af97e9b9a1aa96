import { z } from 'zod'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import type { StoredEvent } from '#core/events'
import { tellAbout, type Facts, type Telling } from '#modules/notices'
import { proposalKind } from './proposal-definition.ts'
import { findProposals, type ProposalRow } from './store/proposals.ts'

/** Who is told of what is proposed to them, was done for them, or they declined; and the words for an answered correction. */

const proposed = {
  'profiles.proposal-made': 'proposal-made',
  'profiles.proposal-refused': 'proposal-refused',
  'profiles.proposal-carried-out': 'proposal-carried-out',
  'profiles.proposal-undone': 'proposal-undone',
} as const
export const corrected = { corrected: 'correction-made', confirmed: 'correction-declined' } as const

/** The pack must have their words. */
export const toldBy = [...Object.values(proposed), ...Object.values(corrected)]

export const tellProposals = tellAbout('profiles.tell', Object.keys(proposed), async (db, events, ctx) => [
  ...(await tellMade(db, ctx, ofType(events, 'profiles.proposal-made'))),
  ...(await tellRefused(db, ctx, ofType(events, 'profiles.proposal-refused'))),
  ...(await tellFiled(db, ctx, ofType(events, 'profiles.proposal-carried-out'), 'proposal-carried-out')),
  ...(await tellFiled(db, ctx, ofType(events, 'profiles.proposal-undone'), 'proposal-undone')),
])

const ofType = (events: readonly StoredEvent[], type: keyof typeof proposed) =>
  events.filter((event) => event.type === type)

const rowsOf = async (db: Db, events: readonly StoredEvent[]): Promise<Map<string, ProposalRow>> =>
  new Map((await findProposals(db, events.map(idOf))).map((row) => [row.id, row]))

const linkOf = (ctx: Context): string => new URL('/danh-cho-ban', ctx.settings.publicUrl).href

const idOf = ({ record }: StoredEvent): string => record.slice('proposal/'.length)

/** What a case gives rise to is told at once, however many services that are. */
async function tellMade(db: Db, ctx: Context, events: readonly StoredEvent[]): Promise<Telling[]> {
  const rows = await rowsOf(db, events)
  const open = events.flatMap((event) => {
    const row = rows.get(idOf(event))
    // What is done for its person by itself is told when it is done.
    return row?.state === 'open' && row.level < 4 ? [{ event, row }] : []
  })
  return [...Map.groupBy(open, ({ row }) => `${row.account} ${row.case_code}`).values()].flatMap(
    ([first, ...others]) => {
      if (!first) return []
      const names = [first, ...others].map(({ row }) => nameOf(ctx, row)).join('; ')
      const facts = { names, caseCode: first.row.case_code, link: linkOf(ctx) }
      return [telling(first.event, first.row, facts, 'proposal-made')]
    },
  )
}

const Refused = z.object({ never: z.boolean() })

async function tellRefused(db: Db, ctx: Context, events: readonly StoredEvent[]): Promise<Telling[]> {
  const rows = await rowsOf(db, events)
  return events.flatMap((event) => {
    const row = rows.get(idOf(event))
    if (!row) return []
    const names = nameOf(ctx, row)
    const ended = Refused.parse(event.payload).never ? names : undefined
    return [telling(event, row, { names, ended, link: linkOf(ctx) }, 'proposal-refused')]
  })
}

/** A case that was filed for its person by itself, or taken back again. */
async function tellFiled(
  db: Db,
  ctx: Context,
  events: readonly StoredEvent[],
  template: 'proposal-carried-out' | 'proposal-undone',
): Promise<Telling[]> {
  const rows = await rowsOf(db, events)
  return events.flatMap((event) => {
    const row = rows.get(idOf(event))
    if (!row || row.result_case === null) return []
    return [telling(event, row, { names: nameOf(ctx, row), caseCode: row.result_case, link: linkOf(ctx) }, template)]
  })
}

const nameOf = (ctx: Context, { definition }: ProposalRow): string =>
  ctx.definitions.find(proposalKind, definition)?.body.name.vi ?? definition

const telling = (event: StoredEvent, { account }: ProposalRow, facts: Facts, template: string): Telling => ({
  event,
  notices: [{ to: { account }, template, facts, record: event.record }],
})
