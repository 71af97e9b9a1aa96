import { z } from 'zod'
import type { Actor, Post } from '#core/actor'
import type { Context, Settings } from '#core/context'
import { findUnit, rolesIn } from '#modules/units'
import { scopeNames } from './clients.ts'
import { mandateKindsIn } from './mandates/definition.ts'
import type { Acting } from './mandates/acting.ts'
import { kindOf, methods } from './rules.ts'
import type { AccountRow } from './store/accounts.ts'

export const Named = z.strictObject({ vi: z.string(), en: z.string().optional() })

/** A post, with its names where the pack has them. */
export const PostView = z.strictObject({
  unit: z.string(),
  role: z.string(),
  unitName: Named.optional(),
  roleName: Named.optional(),
  /** sees to the people and the work of the unit and those below it */
  leads: z.boolean(),
  /** helps people at a device; gives an account back as the second official */
  duties: z.array(z.enum(['assist', 'finish-recovery'])),
})

export function presentPost(ctx: Context, { unit, role }: Post): z.input<typeof PostView> {
  const unitName = findUnit(ctx, unit)?.name
  const known = rolesIn(ctx).find(({ id }) => id === role)
  return {
    unit,
    role,
    leads: known?.leads ?? false,
    duties: [
      ...(mandateKindsIn(ctx).some(({ heldBy }) => heldBy.includes(role)) ? ['assist' as const] : []),
      ...(known?.recovers === 'finish' ? ['finish-recovery' as const] : []),
    ],
    ...(unitName && { unitName }),
    ...(known && { roleName: known.name }),
  }
}

/** Who is signed in, for the pages: rights stay with the operations. */
export const MeView = z.strictObject({
  signedIn: z.boolean(),
  id: z.string(),
  kind: z.enum(['anonymous', 'citizen', 'official']),
  name: z.string(),
  posts: z.array(PostView),
  assurance: z.int(),
  /** the first password is still in use: the posts are held only after it is changed */
  mustChangePassword: z.boolean(),
  /** a post is held back until its person signs in with a second factor */
  secondFactorNeeded: z.boolean(),
  /** false: the account opens by codes alone, until its person sets a password */
  hasPassword: z.boolean(),
  /** VNeID is connected */
  vneid: z.boolean(),
  /** a demo shows its people on the sign-in page, and its mailbox */
  demo: z.boolean(),
  phone: z.string().optional(),
  email: z.string().optional(),
  /** where they say they live */
  commune: z.string().optional(),
  /** 0450****1234 */
  maskedPersonalId: z.string().optional(),
  /** the person or organisation for whom this device files and follows now, by which mandate, and until when */
  acting: z
    .strictObject({
      mandate: z.uuid(),
      kind: Named,
      name: z.string(),
      organisation: z.boolean(),
      /** help at a device: the person who is helped sits beside */
      assisted: z.boolean(),
      endsAt: z.iso.datetime(),
    })
    .optional(),
  /** away from … to …, and who stands in */
  away: z.strictObject({ from: z.string(), to: z.string(), substitute: z.string() }).optional(),
})
export type MeView = z.input<typeof MeView>

export const nobody = ({ demo, vneid }: Settings): MeView => ({
  signedIn: false,
  id: '',
  kind: 'anonymous',
  name: '',
  posts: [],
  assurance: 0,
  mustChangePassword: false,
  secondFactorNeeded: false,
  hasPassword: false,
  vneid: vneid !== undefined,
  demo,
})

export type Away = { from: string; to: string; substitute: string }

export type Known = {
  account: AccountRow
  personalId: string | undefined
  away: Away | undefined
  secondFactorNeeded: boolean
  acting: MeView['acting']
}

export const presentActing = ({ id, kind, represented, endsAt }: Acting): MeView['acting'] => ({
  mandate: id,
  kind: kind.name,
  name: represented.name,
  organisation: represented.organisation,
  assisted: kind.begins.includes('code'),
  endsAt: endsAt.toISOString(),
})

export function presentMe(
  ctx: Context,
  actor: Actor,
  { account, personalId, away, secondFactorNeeded, acting }: Known,
): MeView {
  return {
    signedIn: true,
    id: account.id,
    kind: kindOf(account),
    name: account.name,
    posts: actor.posts.map((post) => presentPost(ctx, post)),
    assurance: actor.assurance ?? account.assurance,
    mustChangePassword: account.must_change,
    secondFactorNeeded,
    hasPassword: account.password !== null,
    vneid: ctx.settings.vneid !== undefined,
    demo: ctx.settings.demo,
    ...(account.phone === null ? {} : { phone: account.phone }),
    ...(account.email === null ? {} : { email: account.email }),
    ...(account.commune === null ? {} : { commune: account.commune }),
    ...(personalId === undefined ? {} : { maskedPersonalId: maskPersonalId(personalId) }),
    ...(away === undefined ? {} : { away }),
    ...(acting === undefined ? {} : { acting }),
  }
}

export const maskPersonalId = (id: string): string => `${id.slice(0, 4)}****${id.slice(-4)}`

export const DemoAccountView = z.strictObject({
  id: z.string(),
  kind: z.enum(['citizen', 'official']),
  name: z.string(),
  posts: z.array(PostView),
})

export const StaffView = z.strictObject({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  away: z.boolean(),
  /** stands in for someone who is away */
  substituteFor: z.string().optional(),
})

/** What the consent page shows: who asks, and what for. */
export const ConnectionView = z.strictObject({
  application: Named,
  /** where the person is taken to */
  host: z.string(),
  purpose: Named.optional(),
  needed: z.array(z.enum(scopeNames)),
  optional: z.array(z.enum(scopeNames)),
  person: z.string(),
})

export const ConnectedView = z.strictObject({
  application: z.string(),
  name: Named,
  url: z.string(),
  granted: z.array(z.enum(scopeNames)),
  givenAt: z.iso.datetime(),
})

export const outcomes = ['done', 'refused', 'locked'] as const
const Methods = z.array(z.enum(methods))

/** How an account opens. Devices and addresses are those of its own person. */
export const SecurityView = z.strictObject({
  hasPassword: z.boolean(),
  totp: z.boolean(),
  passkeys: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      createdAt: z.iso.datetime(),
      usedAt: z.iso.datetime().optional(),
    }),
  ),
  sessions: z.array(
    z.strictObject({
      id: z.string(),
      current: z.boolean(),
      /** "Chrome · Android"; empty where the program did not say */
      device: z.string(),
      address: z.string(),
      methods: Methods,
      startedAt: z.iso.datetime(),
      seenAt: z.iso.datetime(),
    }),
  ),
  signIns: z.array(
    z.strictObject({
      at: z.iso.datetime(),
      methods: Methods,
      outcome: z.enum(outcomes),
      device: z.string(),
      address: z.string(),
    }),
  ),
})
