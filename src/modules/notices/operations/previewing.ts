import { z } from 'zod'
import { command, query } from '#core/operation'
import { isWithin, listUnits, provinceUnit } from '#modules/units'
import {
  Announcement,
  announcer,
  announcingRoles,
  areaTemplates,
  Kind,
  kinds,
  wordAnnouncement,
} from '../announcement.ts'
import { Area } from '../area.ts'
import * as policy from '../policy.ts'
import { hasProvider } from '../providers.ts'
import { defaultsOf } from '../rules.ts'
import { wordsOf } from '../send.ts'
import * as store from '../store/broadcasts.ts'
import { Preview, presentWorded } from '../views.ts'

const Name = z.strictObject({ vi: z.string(), en: z.string().optional() })

export const myReach = query('notices.my-reach', {
  summary: 'To whom I may write, and what; and whether I watch over deliveries.',
  input: z.strictObject({}),
  output: z.strictObject({
    kinds: z.array(Kind),
    province: z.boolean(),
    communes: z.array(z.strictObject({ code: z.string(), name: Name })),
    watches: z.boolean(),
  }),
  allow: policy.isSignedIn,
  async run({ actor, ctx }) {
    const at = (emergency: boolean) => policy.announcingAt(actor, announcingRoles(ctx), emergency)
    const units = at(false)
    const communes = listUnits(ctx).filter(
      ({ code, kind }) => kind === 'commune' && units.some((unit) => isWithin(ctx, code, unit)),
    )
    return {
      kinds: kinds.filter((kind) => at(kind === 'emergency').length > 0),
      province: units.includes(provinceUnit(ctx).code),
      communes: communes.map(({ code, name }) => ({ code, name })),
      watches: policy.mayWatchDeliveries(actor),
    }
  },
})

const Audience = z.strictObject({
  people: z.int(),
  communes: z.int().nullable(),
  /** `provided`: there is somebody to hand messages to */
  ways: z.array(z.strictObject({ channel: z.enum(['push', 'email', 'sms']), people: z.int(), provided: z.boolean() })),
})

export const countAudience = query('notices.count-audience', {
  summary: 'How many people an announcement would reach, and by which ways, before it is sent.',
  input: z.strictObject({
    kind: Kind,
    area: z.preprocess((text) => (typeof text === 'string' && text !== 'province' ? JSON.parse(text) : text), Area),
  }),
  output: Audience,
  subject: async (_db, input, ctx) => announcer(ctx, input.area, input.kind === 'emergency'),
  allow: (actor, { may }) => may(actor),
  async run({ input, subject: { communes }, db, ctx }) {
    const { group, channels, urgency } = wordsOf(ctx, areaTemplates[input.kind])
    const ways = { group, channels, emergency: urgency === 'emergency', defaults: defaultsOf(group) }
    const counted = await store.countAudience(db, ctx.addressees, communes, ways)
    return {
      people: counted.people,
      communes: communes?.length ?? null,
      ways: (['push', 'email', 'sms'] as const)
        .filter((channel) => channels.includes(channel))
        .map((channel) => ({ channel, people: counted[channel], provided: hasProvider(ctx, channel) })),
    }
  },
})

/** A command only because what was written is too long for an address, and has no business in one. */
export const preview = command('notices.preview', {
  summary: 'An announcement as its people would read it, in both languages; nothing is sent.',
  input: Announcement,
  output: z.strictObject({ vi: Preview, en: Preview }),
  unrepeatable: true,
  subject: async (_db, input, ctx) => announcer(ctx, input.area, input.kind === 'emergency'),
  allow: (actor, { may }) => may(actor),
  async run({ input, subject: { unitOf }, actor, ctx }) {
    const { vi, en } = wordAnnouncement(ctx, input, unitOf(actor))
    return { vi: presentWorded(vi), en: presentWorded(en) }
  },
})

export const previewing = [myReach, countAudience, preview]
