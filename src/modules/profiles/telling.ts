import type { Context } from '#core/context'
import type { Db } from '#core/db'
import type { StoredEvent } from '#core/events'
import { tellAbout, type Telling } from '#modules/notices'
import { proposalKind } from './proposal-definition.ts'
import { findProposals, type ProposalRow } from './store/proposals.ts'

/** Who is told of what is proposed to them, or was done for them; and the words for an answered correction. */

const proposed = { 'profiles.proposal-made': 'proposal-made', 'profiles.proposal-carried-out': 'proposal-carried-out' }
export const corrected = { corrected: 'correction-made', confirmed: 'correction-declined' } as const

/** The pack must have their words. */
export const toldBy = [...Object.values(proposed), ...Object.values(corrected)]

const page = '/danh-cho-ban'

export const tellProposals = tellAbout('profiles.tell', Object.keys(proposed), async (db, events, ctx) => [
  ...(await tellMade(db, ctx, ofType(events, 'profiles.proposal-made'))),
  ...(await tellCarriedOut(db, ctx, ofType(events, 'profiles.proposal-carried-out'))),
])

const ofType = (events: readonly StoredEvent[], type: keyof typeof proposed) =>
  events.filter((event) => event.type === type)

const idOf = ({ record }: StoredEvent): string => record.slice('proposal/'.length)

/** What a case gives rise to is told at once, however many services that are. */
async function tellMade(db: Db, ctx: Context, events: readonly StoredEvent[]): Promise<Telling[]> {
  const rows = new Map((await findProposals(db, events.map(idOf))).map((row) => [row.id, row]))
  const open = events.flatMap((event) => {
    const row = rows.get(idOf(event))
    // What is done for its person by itself is told when it is done.
    return row?.state === 'open' && row.level < 4 ? [{ event, row }] : []
  })
  return [...Map.groupBy(open, ({ row }) => `${row.account} ${row.case_code}`).values()].flatMap(
    ([first, ...others]) => {
      if (!first) return []
      const names = [first, ...others].map(({ row }) => nameOf(ctx, row)).join('; ')
      const facts = { names, caseCode: first.row.case_code, link: new URL(page, ctx.settings.publicUrl).href }
      return [telling(first.event, first.row, facts, 'proposal-made')]
    },
  )
}

async function tellCarriedOut(db: Db, ctx: Context, events: readonly StoredEvent[]): Promise<Telling[]> {
  const rows = new Map((await findProposals(db, events.map(idOf))).map((row) => [row.id, row]))
  return events.flatMap((event) => {
    const row = rows.get(idOf(event))
    if (!row || row.result_case === null) return []
    const link = new URL(page, ctx.settings.publicUrl).href
    return [telling(event, row, { names: nameOf(ctx, row), caseCode: row.result_case, link }, 'proposal-carried-out')]
  })
}

const nameOf = (ctx: Context, { definition }: ProposalRow): string =>
  ctx.definitions.find(proposalKind, definition)?.body.name.vi ?? definition

type Facts = { names: string; caseCode: string; link: string }

const telling = (event: StoredEvent, { account }: ProposalRow, facts: Facts, template: string): Telling => ({
  event,
  notices: [{ to: { account }, template, facts, record: event.record }],
})
