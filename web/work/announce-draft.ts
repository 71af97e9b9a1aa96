import type { Input } from '../api.ts'
import type { Place } from '../maps/place-map.tsx'

type Announcement = Input<'notices.broadcast'>
export type Kind = Announcement['kind']
export type Scope = 'province' | 'communes' | 'around'

export type Draft = {
  kind: Kind
  scope: Scope
  communes: readonly string[]
  place: Place | undefined
  /** as typed: a text while it is no number */
  km: number | string | undefined
  title: string
  text: string
  titleEn: string
  textEn: string
  link: string
}

export const blank: Draft = {
  kind: 'warning',
  scope: 'communes',
  communes: [],
  place: undefined,
  km: 10,
  title: '',
  text: '',
  titleEn: '',
  textEn: '',
  link: '',
}

/** Where it goes; undefined while that is not said. */
export function areaOf({ scope, communes, place, km }: Draft): Announcement['area'] | undefined {
  if (scope === 'province') return 'province'
  if (scope === 'communes') return communes.length > 0 ? { communes: [...communes] } : undefined
  return place && typeof km === 'number' && km > 0 ? { around: { lon: place[0], lat: place[1], km } } : undefined
}

/** What would be sent; undefined while something is missing. */
export function announcementOf(draft: Draft): Announcement | undefined {
  const area = areaOf(draft)
  const [title, text, titleEn, textEn, link] = [draft.title, draft.text, draft.titleEn, draft.textEn, draft.link].map(
    (typed) => typed.trim(),
  )
  if (!area || !title || !text) return undefined
  return {
    kind: draft.kind,
    area,
    title: { vi: title, ...(titleEn && { en: titleEn }) },
    text: { vi: text, ...(textEn && { en: textEn }) },
    ...(link && { link }),
  }
}
