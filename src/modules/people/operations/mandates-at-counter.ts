import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { conflict, invalid } from '#core/errors'
import { findPersonalId, findTaxCode } from '#core/forms/identifiers'
import { command } from '#core/operation'
import { takeUploads } from '#core/uploads'
import { findMandateKind, mandateKindsIn, type MandateKind } from '../mandates/definition.ts'
import type { Particulars } from '../mandates/acting.ts'
import { mandateGiven } from '../mandates/events.ts'
import { termOf } from '../mandates/rules.ts'
import { stateMandate, tellSides } from '../mandates/telling.ts'
import * as policy from '../policy.ts'
import { readLogin } from '../rules.ts'
import { findByHandle, findByIdDigest } from '../store/accounts.ts'
import * as store from '../store/mandates.ts'
import { kindFor, oneself, Scope, scopeFor } from './mandates.ts'

const verified = 2
const text = (longest: number) => z.string().trim().min(2).max(longest)

const Represented = z.union([
  z.strictObject({
    name: text(100),
    /** a child may have none yet */
    personalId: z.string().max(20).optional(),
    birthOn: z.iso.date().optional(),
    sex: z.enum(['male', 'female']).optional(),
    address: text(300).optional(),
  }),
  z.strictObject({ organisation: text(200), taxCode: z.string().max(20), address: text(300).optional() }),
])

/** Who records this kind; where a counter records no such kind, those are told so who record some other. */
function recordersOf(ctx: Context, id: string): readonly string[] {
  const own = findMandateKind(ctx, id)?.recordedBy ?? []
  return own.length > 0 ? own : mandateKindsIn(ctx).flatMap(({ recordedBy }) => recordedBy)
}

/** At a counter both sides, or the one with the paper, stand before an official; the representative has a verified account. */
export const recordMandate = command('people.record-mandate', {
  summary: 'Record at a counter that one person acts for another, by the paper that they show.',
  input: Scope.extend({
    kind: z.string().max(60),
    /** phone, e-mail address or identity number of who will act */
    representative: z.string().trim().min(3).max(254),
    represented: Represented,
    paper: text(200),
    reason: text(500),
    /** a finished upload: the paper itself */
    evidence: z.uuid().optional(),
  }),
  output: z.strictObject({ id: z.uuid() }),
  subject: async (_, input, ctx) => recordersOf(ctx, input.kind),
  allow: (actor, roles) => policy.holdsRole(actor, roles),
  personal: (input) => `counter/${input.kind}`,
  perMinute: 20,
  unrepeatable: true,
  async run({ input, actor, db, ctx, now }) {
    const kind = kindFor(ctx, input.kind, 'counter')
    const representative = await representativeFor(db, ctx, input.representative)
    const represented = await sideFor(db, ctx, { kind, given: input.represented, now })
    if (represented.account !== null && represented.account === representative) throw oneself()
    const { beginsAt, endsAt } = termOf(kind, { ...input, birthOn: represented.particulars?.birthOn }, now)
    const [paper] = input.evidence === undefined ? [] : await takeUploads(db, actor, [input.evidence], now)
    const unit = actor.posts.find((post) => kind.recordedBy.includes(post.role))?.unit ?? ''
    const id = randomUUID()
    await store.addMandate(db, {
      id,
      kind: kind.id,
      version: 1,
      representative,
      represented: represented.account,
      represented_sealed: represented.account === null ? ctx.vault.seal(JSON.stringify(represented.particulars)) : null,
      represented_digest: represented.number === undefined ? null : ctx.vault.digest(represented.number),
      organisation: represented.organisation,
      ...scopeFor(kind, input),
      begins_at: beginsAt,
      ends_at: endsAt,
      state: 'given',
      proposed_at: now,
      settled_at: now,
      recorded_by: actor.id,
      unit,
      paper: input.paper,
      reason: input.reason,
      evidence_digest: paper?.digest ?? null,
      evidence_name: paper?.name ?? null,
      evidence_type: paper?.mediaType ?? null,
    })
    const payload = { kind: kind.id, how: 'counter' as const }
    await stateMandate(db, mandateGiven, { id, version: 1, at: now, payload, unit })
    const told = [representative, ...(represented.account === null ? [] : [represented.account])]
    await tellSides(db, ctx, { id, version: 1, kind, endsAt }, 'mandate-given', told)
    return { id }
  },
})

/** @throws conflict where nobody was verified by this address or number */
async function representativeFor(db: Db, ctx: Context, address: string): Promise<string> {
  const { personalId, ...handles } = readLogin(address)
  const idDigest = personalId === undefined ? {} : { idDigest: ctx.vault.digest(personalId) }
  const found = await findByHandle(db, { ...handles, ...idDigest })
  if (found?.kind === 'citizen' && found.ended_at === null && found.assurance >= verified) return found.id
  throw conflict('representative-not-verified', {
    vi: 'Người làm thay cần có tài khoản đã xác minh danh tính. Hãy xác minh cho họ trước, rồi ghi nhận việc làm thay.',
    en: 'Whoever acts needs an account whose identity was verified. Verify it first, then record the mandate.',
  })
}

type Side = { account: string | null; number: string | undefined; organisation: boolean; particulars?: Particulars }
type Given = { kind: MandateKind; given: z.output<typeof Represented>; now: Date }

/** The represented side as the paper names it: an account by its verified number, a person without one, or an organisation. @throws invalid */
async function sideFor(db: Db, ctx: Context, { kind, given, now }: Given): Promise<Side> {
  const year = now.getFullYear()
  if ('organisation' in given) {
    const taxCode = findTaxCode(given.taxCode, year)
    if (!kind.represents.includes('organisation')) throw notSuch()
    if (taxCode === undefined) throw noTaxCode()
    const particulars = { name: given.organisation, taxCode, address: given.address }
    return { account: null, number: taxCode, organisation: true, particulars }
  }
  const number = given.personalId === undefined ? undefined : findPersonalId(given.personalId, year)
  if (given.personalId !== undefined && number === undefined) throw noPersonalId()
  const account = number === undefined ? undefined : await findByIdDigest(db, ctx.vault.digest(number))
  const known = account?.kind === 'citizen' && account.ended_at === null && account.assurance >= verified
  if (!kind.represents.includes(known ? 'account' : 'person')) throw notSuch()
  return {
    account: known ? account.id : null,
    number,
    organisation: false,
    particulars: { ...given, personalId: number, birthOn: (known && account.birth_on) || given.birthOn },
  }
}

const notSuch = () =>
  invalid('mandate-wrong-side', {
    vi: 'Loại làm thay này không dùng cho người hoặc tổ chức được đại diện như vậy.',
    en: 'This kind of mandate is not for such a represented side.',
  })

const noTaxCode = () =>
  invalid('not-a-tax-code', {
    vi: 'Mã số thuế không đúng. Xin xem lại trên giấy chứng nhận đăng ký.',
    en: 'The tax code is not right. Please look at the certificate again.',
  })

const noPersonalId = () =>
  invalid('not-a-personal-id', {
    vi: 'Số định danh gồm 12 chữ số. Xin xem lại trên thẻ.',
    en: 'An identity number has twelve digits. Please look at the card again.',
  })
