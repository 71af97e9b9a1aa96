import { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Locale } from '#core/i18n'
import { findUnit, isWithin, provinceUnit, rolesIn } from '#modules/units'
import { Area, communesOf } from './area.ts'
import * as policy from './policy.ts'
import { wordsOf } from './send.ts'
import { word, type Worded } from './wording.ts'

/** The words of the pack for each kind of notice to an area. */
export const areaTemplates = { news: 'area-news', warning: 'area-warning', emergency: 'area-emergency' } as const

export const kinds = ['news', 'warning', 'emergency'] as const
export const Kind = z.enum(kinds)
const Said = z.strictObject({
  vi: z.string().trim().min(1).max(1_000),
  en: z.string().trim().min(1).max(1_000).optional(),
})
const OwnLink = z
  .string()
  .regex(/^\/(?!\/)[\w\-/.?=&%]*$/)
  .max(300)

/** What an official writes to everybody in an area. */
export const Announcement = z.strictObject({
  kind: Kind,
  area: Area,
  title: Said,
  text: Said,
  /** a page of this platform that tells more */
  link: OwnLink.optional(),
})
export type Announcement = z.output<typeof Announcement>

/** What the holder of each role may write, as the pack says it. */
export const announcingRoles = (ctx: Context): policy.Announcing =>
  new Map(rolesIn(ctx).flatMap(({ id, announces }) => (announces ? [[id, announces] as const] : [])))

/** The communes of an area, who may write to them, and in the name of which unit. */
export function announcer(ctx: Context, area: Area, emergency: boolean) {
  const communes = communesOf(ctx, area)
  const roles = announcingRoles(ctx)
  const place = { communes, province: provinceUnit(ctx).code }
  const within = (commune: string, unit: string) => isWithin(ctx, commune, unit)
  return {
    communes,
    may: (actor: Actor) => policy.mayAnnounce(policy.announcingAt(actor, roles, emergency), place, within),
    unitOf: (actor: Actor) => policy.announcingAt(actor, roles, emergency)[0] ?? place.province,
  }
}

export const linkOf = ({ settings }: Context, { link }: Announcement): string | undefined =>
  link === undefined ? undefined : new URL(link, settings.publicUrl).href

/** The announcement as its people will read it: where no English was written, in Vietnamese. */
export function wordAnnouncement(ctx: Context, said: Announcement, unit: string): Record<Locale, Worded> {
  const name = findUnit(ctx, unit)?.name
  const wordIn = (locale: Locale) =>
    word(
      wordsOf(ctx, areaTemplates[said.kind]),
      {
        title: said.title[locale] ?? said.title.vi,
        text: said.text[locale] ?? said.text.vi,
        unit: name?.[locale] ?? name?.vi,
        link: linkOf(ctx, said),
      },
      locale,
    )
  return { vi: wordIn('vi'), en: wordIn('en') }
}
