import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { DayInput } from '#core/days'
import { conflict, invalid, notFound, tooMany } from '#core/errors'
import { command, query } from '#core/operation'
import { actingUnder, notByThisMandate } from '../mandates/acting.ts'
import { findMandateKind, mandateActs, mandateKindsIn, type MandateKind } from '../mandates/definition.ts'
import { mandateGiven, mandateProposed, mandateRefused, mandateRevoked } from '../mandates/events.ts'
import { proposalDays, standingOf, termOf } from '../mandates/rules.ts'
import { lockSided, type Sided } from '../mandates/sides.ts'
import { stateMandate, tellSides } from '../mandates/telling.ts'
import { MandateListView, presentKind, presentMandate } from '../mandates/views.ts'
import { endAssistance } from '../mandates/assisting.ts'
import * as policy from '../policy.ts'
import { readLogin } from '../rules.ts'
import { findByHandle } from '../store/accounts.ts'
import { findIdentities } from '../store/identities.ts'
import * as store from '../store/mandates.ts'

const maxOpenProposals = 10
const usesShown = 20

const ById = z.strictObject({ id: z.uuid() })

/** What a mandate is to allow, as it is proposed or recorded: left out, all that its kind allows. */
export const Scope = z.strictObject({
  acts: z.array(z.enum(mandateActs)).min(1).max(mandateActs.length).optional(),
  procedures: z.array(z.string().max(80)).max(50).default([]),
  fields: z.array(z.string().max(80)).max(50).default([]),
  from: DayInput.optional(),
  until: DayInput.optional(),
})

const noKind = () =>
  invalid('unknown-mandate-kind', {
    vi: 'Hãy chọn loại làm thay trong danh sách.',
    en: 'Choose a kind of mandate from the list.',
  })

/** @throws invalid */
export function kindFor(ctx: Context, id: string, way: MandateKind['begins'][number]): MandateKind {
  const kind = findMandateKind(ctx, id)
  if (!kind?.begins.includes(way)) throw noKind()
  return kind
}

/** Never more than the kind allows. @throws invalid */
export function scopeFor(kind: MandateKind, { acts = kind.acts, procedures, fields }: z.output<typeof Scope>) {
  if (acts.every((act) => kind.acts.includes(act))) return { acts: [...acts], procedures, fields }
  throw invalid('mandate-beyond-kind', {
    vi: 'Loại làm thay này không cho phép một việc bạn đã chọn.',
    en: 'This kind of mandate does not allow one of the acts that you chose.',
  })
}

export const listMandates = query('people.list-mandates', {
  summary: 'For whom I may act, who may act for me, what was done by it, and the kinds that the province knows.',
  input: z.strictObject({}),
  output: MandateListView,
  allow: policy.isSignedIn,
  async run({ actor, db, ctx, now }) {
    const [identity] = await findIdentities(db, { accounts: [actor.id] })
    const held = await store.listHeld(db, actor.id)
    const given = await store.listGiven(db, actor.id, identity?.idDigest)
    const ids = [...held, ...given].map(({ id }) => id)
    const uses = await store.listUses(db, ids, usesShown)
    return {
      kinds: mandateKindsIn(ctx).map(presentKind),
      held: held.map((row) => presentMandate(ctx, row, { side: 'held', now, uses })),
      given: given.map((row) => presentMandate(ctx, row, { side: 'given', now, uses })),
    }
  },
})

export const proposeMandate = command('people.propose-mandate', {
  summary: 'Propose that I act for somebody, or somebody for me; it counts once the other side has accepted.',
  input: Scope.extend({
    kind: z.string().max(60),
    /** held: I would act for them; given: they would act for me */
    side: z.enum(['held', 'given']),
    /** phone, e-mail address or identity number of the other side */
    address: z.string().trim().min(3).max(254),
  }),
  // The same answer whether or not somebody has this address.
  output: z.strictObject({ id: z.uuid() }),
  allow: policy.isVerifiedCitizen,
  perMinute: 10,
  async run({ input, actor, db, ctx, now }) {
    const kind = kindFor(ctx, input.kind, 'accepted')
    const { beginsAt, endsAt } = termOf(kind, input, now)
    const since = new Date(now.getTime() - proposalDays * 86_400_000)
    if ((await store.countOpenProposals(db, actor.id, since)) >= maxOpenProposals) throw tooManyProposals()
    const other = await findOther(db, ctx, input.address)
    if (other?.id === actor.id) throw oneself()
    const [own, theirs] = [{ id: actor.id, name: actor.name }, other ?? { id: null, name: null }]
    const [representative, represented] = input.side === 'held' ? [own, theirs] : [theirs, own]
    const id = randomUUID()
    await store.addMandate(db, {
      id,
      kind: kind.id,
      version: 1,
      representative: representative.id,
      represented: represented.id,
      ...scopeFor(kind, input),
      begins_at: beginsAt,
      ends_at: endsAt,
      state: 'proposed',
      proposed_by: input.side === 'held' ? 'representative' : 'represented',
      addressed: ctx.vault.seal(input.address),
      proposed_at: now,
    })
    await stateMandate(db, mandateProposed, { id, version: 1, at: now, payload: { kind: kind.id } })
    if (other) await tellSides(db, ctx, { id, version: 1, kind, endsAt }, 'mandate-proposed', [other.id])
    return { id }
  },
})

/** A citizen's account; whether it is there is told to nobody. */
async function findOther(db: Db, ctx: Context, address: string) {
  const { personalId, ...handles } = readLogin(address)
  const idDigest = personalId === undefined ? {} : { idDigest: ctx.vault.digest(personalId) }
  const found = await findByHandle(db, { ...handles, ...idDigest })
  return found?.kind === 'citizen' && found.ended_at === null && (!found.demo || ctx.settings.demo) ? found : undefined
}

export const acceptMandate = command('people.accept-mandate', {
  summary: 'Accept what the other side has proposed: the mandate counts from now, or from the day it names.',
  input: ById,
  output: z.strictObject({ id: z.uuid() }),
  subject: lockSided,
  allow: policy.mayAnswerMandate,
  async run({ subject: { row }, db, ctx, now }) {
    const kind = kindFor(ctx, row.kind, 'accepted')
    if (standingOf(row, now) !== 'proposed') throw answered()
    const version = await store.settleMandate(db, row.id, {
      state: 'given',
      at: now,
      ...(row.begins_at < now && { beginsAt: now }),
    })
    const payload = { kind: row.kind, how: 'accepted' as const }
    await stateMandate(db, mandateGiven, { id: row.id, version, at: now, payload })
    await tellSides(db, ctx, { id: row.id, version, kind, endsAt: row.ends_at }, 'mandate-given', accountsOf(row))
    return { id: row.id }
  },
})

export const refuseMandate = command('people.refuse-mandate', {
  summary: 'Refuse what the other side has proposed.',
  input: ById,
  output: z.strictObject({ id: z.uuid() }),
  subject: lockSided,
  allow: policy.mayAnswerMandate,
  async run({ subject: { row }, db, now }) {
    if (standingOf(row, now) !== 'proposed') throw answered()
    const version = await store.settleMandate(db, row.id, { state: 'refused', at: now })
    await stateMandate(db, mandateRefused, { id: row.id, version, at: now, payload: { kind: row.kind } })
    return { id: row.id }
  },
})

export const revokeMandate = command('people.revoke-mandate', {
  summary: 'End a mandate that I gave or hold, or take back my proposal; what was done by it stays done.',
  input: ById,
  output: z.strictObject({ id: z.uuid() }),
  subject: lockSided,
  allow: policy.mayRevokeMandate,
  async run({ subject, db, ctx, now }) {
    await revoke({ db, ctx, now }, subject)
    return { id: subject.row.id }
  },
})

/** @throws conflict when there is nothing left to end */
async function revoke(step: { db: Db; ctx: Context; now: Date }, { row, side = 'representative' }: Sided) {
  const { db, ctx, now } = step
  if (!['proposed', 'coming', 'in-force'].includes(standingOf(row, now))) throw answered()
  const version = await store.settleMandate(db, row.id, { state: 'revoked', at: now, by: side })
  await store.endActing(db, row.id)
  await stateMandate(db, mandateRevoked, { id: row.id, version, at: now, payload: { kind: row.kind, by: side } })
  const kind = findMandateKind(ctx, row.kind)
  if (kind && row.state === 'given')
    await tellSides(db, ctx, { id: row.id, version, kind, endsAt: now }, 'mandate-ended', accountsOf(row))
}

const accountsOf = (row: store.MandateRow): string[] =>
  [row.representative, row.represented].filter((account) => account !== null)

export const actFor = command('people.act-for', {
  summary: 'From now on this device files and follows for the person of a mandate, until I stop or sign out.',
  input: z.strictObject({ mandate: z.uuid() }),
  output: z.strictObject({}),
  subject: (db, { mandate }, ctx, actor) => actingUnder(db, ctx, { actor, id: mandate }, ctx.clock()),
  allow: (_, acting) => (acting === undefined ? notByThisMandate() : true),
  async run({ input, actor, db }) {
    const session = Buffer.from(actor.session ?? '', 'hex')
    if (!(await store.setActing(db, session, input.mandate)))
      throw notFound('session-not-found', { vi: 'Phiên này đã kết thúc.', en: 'This session has ended already.' })
    return {}
  },
})

export const stopActing = command('people.stop-acting', {
  summary: 'Act for myself again; help that I was giving ends with it.',
  input: z.strictObject({}),
  output: z.strictObject({}),
  allow: policy.isSignedIn,
  async run({ actor, db, ctx, now }) {
    await store.setActing(db, Buffer.from(actor.session ?? '', 'hex'), undefined)
    await endAssistance(db, ctx, actor.id, now)
    return {}
  },
})

const tooManyProposals = () =>
  tooMany('too-many-proposals', {
    vi: 'Bạn đang có nhiều đề nghị chưa được trả lời. Hãy rút bớt rồi thử lại.',
    en: 'Many of your proposals wait for an answer. Take some back, then try again.',
  })

export const oneself = () =>
  invalid('mandate-oneself', {
    vi: 'Hai bên phải là hai người khác nhau.',
    en: 'The two sides must be two persons.',
  })

const answered = () =>
  conflict('mandate-answered', {
    vi: 'Việc này đã được trả lời, đã kết thúc hoặc đã hết hạn.',
    en: 'This was answered, has ended, or has lapsed.',
  })

export const mandates = [listMandates, proposeMandate, acceptMandate, refuseMandate, revokeMandate, actFor, stopActing]
