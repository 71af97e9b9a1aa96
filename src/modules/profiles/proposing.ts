import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Consumer } from '#core/consumers'
import type { Context } from '#core/context'
import { dayOf, startOfDay } from '#core/days'
import type { Db } from '#core/db'
import type { Definition } from '#core/definitions'
import { dayAfter } from '#core/duration'
import { emitMany, type EventType, type StoredEvent } from '#core/events'
import { listGranted, type GrantedCase } from '#modules/cases'
import { holdersOf } from './consumers.ts'
import { proposalDone, proposalMade, proposalWithdrawn } from './events.ts'
import { prepare } from './preparing.ts'
import { proposalKind, type Proposal } from './proposal-definition.ts'
import * as store from './store/proposals.ts'

/**
 * What to do next, proposed when a case has been granted (NĐ 224/2026 Đ16). Live facts alone: an imported or made-up past proposes
 * nothing. A proposal of a kind is made once for a case, however often its closing is read.
 */

const Submitted = z.object({ procedure: z.string() })
const Closed = Submitted.extend({ outcome: z.string().optional() })

export const proposeNext: Consumer = {
  name: 'profiles.propose-next',
  types: ['cases.closed', 'cases.recalled', 'cases.submitted'],
  origins: ['live'],
  batch: 5_000,
  async handle(db, events, ctx) {
    const of = (type: string) => events.filter((event) => event.type === type)
    await propose(db, ctx, of('cases.closed'))
    await withdraw(db, of('cases.recalled'))
    await closeFiled(db, ctx, of('cases.submitted'))
  },
}

async function propose(db: Db, ctx: Context, events: readonly StoredEvent[]): Promise<void> {
  const rules = Map.groupBy(ctx.definitions.list(proposalKind), ({ body }) => body.after)
  const granted = events.filter(({ payload }) => {
    const { procedure, outcome } = Closed.parse(payload)
    return outcome === 'granted' && rules.has(procedure)
  })
  if (granted.length === 0) return
  const cases = await listGranted(db, ctx, [...new Set(granted.map(({ record }) => record))])
  const holders = await holdersOf(db, [...cases.values()])
  const accounts = [...new Set(holders.values())]
  const refused = new Set(
    (await store.listChoices(db, accounts)).flatMap(({ account, definition, choice }) =>
      choice === 'never' ? [`${account} ${definition}`] : [],
    ),
  )
  const rows = granted.flatMap((event) => {
    const [found, account] = [cases.get(event.record), holders.get(event.record)]
    if (!found || account === undefined) return []
    return (rules.get(found.procedure) ?? [])
      .filter(({ id }) => !refused.has(`${account} ${id}`))
      .flatMap((rule) => proposalOf(ctx, rule, { found, account, at: event.occurredAt }))
  })
  const added = new Set(await store.addProposals(db, rows))
  await tell(
    db,
    proposalMade,
    rows.filter(({ id }) => added.has(id)).map((row) => ({ ...row, version: 1, answered_at: row.made_at })),
  )
}

type For = { found: GrantedCase; account: string; at: Date }

function proposalOf(
  ctx: Context,
  { id, body }: Definition<Proposal>,
  { found, account, at }: For,
): store.NewProposal[] {
  const today = dayOf(at)
  const { offers } = prepare(body, { form: found.definition.form, answers: found.answers(), today })
  const [first, ...others] = offers
  if (!first) return []
  return [
    {
      id: randomUUID(),
      account,
      definition: id,
      case_code: found.code,
      unit: found.unit,
      procedure: first.procedure,
      others: others.map(({ procedure }) => procedure),
      level: body.level,
      prepared: ctx.vault.seal(JSON.stringify(Object.fromEntries(offers.map((one) => [one.procedure, one.answers])))),
      state: 'open',
      made_at: at,
      until: startOfDay(dayAfter(today, body.for) ?? today),
    },
  ]
}

/** A decision that was taken back gives rise to nothing. */
async function withdraw(db: Db, events: readonly StoredEvent[]): Promise<void> {
  const at = events.at(-1)?.occurredAt
  if (!at) return
  const cases = events.map(({ record }) => record)
  await tell(db, proposalWithdrawn, await store.withdrawProposals(db, cases, at))
}

async function closeFiled(db: Db, ctx: Context, events: readonly StoredEvent[]): Promise<void> {
  const at = events.at(-1)?.occurredAt
  if (!at) return
  // Most of what comes in was proposed to nobody.
  const byProcedure = Map.groupBy(events, ({ payload }) => Submitted.parse(payload).procedure)
  const accepted = await store.listAccepted(db, [...byProcedure.keys()])
  const codes = [...accepted].flatMap((procedure) => byProcedure.get(procedure) ?? []).map(({ record }) => record)
  const filed = await listGranted(db, ctx, [...new Set(codes)])
  const own = [...filed.values()].flatMap(({ owner, procedure, code }) =>
    owner === undefined ? [] : [{ account: owner, procedure, code }],
  )
  await tell(db, proposalDone, await store.closeFiled(db, own, at))
}

type Told = Pick<
  store.ProposalRow,
  'id' | 'version' | 'unit' | 'answered_at' | 'made_at' | 'definition' | 'procedure' | 'level'
>

/** States one fact of each of these proposals. */
export const tell = (
  db: Db,
  event: EventType<{ definition: string; procedure: string; level: number }>,
  rows: readonly Told[],
): Promise<void> =>
  emitMany(
    db,
    event,
    rows.map((row) => ({
      record: `proposal/${row.id}`,
      version: row.version,
      unit: row.unit,
      occurredAt: row.answered_at ?? row.made_at,
      payload: { definition: row.definition, procedure: row.procedure, level: row.level },
    })),
  )
