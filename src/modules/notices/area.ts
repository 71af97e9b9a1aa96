import type { Context } from '#core/context'
import { invalid } from '#core/errors'
import { findUnit, listUnits, type Unit } from '#modules/units'
import { z } from 'zod'

/** Whom an announcement concerns: everybody, the people of some communes, or of the communes within a distance of a place. */
export const Area = z.union([
  z.literal('province'),
  z.strictObject({ communes: z.array(z.string()).min(1).max(200) }),
  z.strictObject({
    around: z.strictObject({
      lon: z.number().min(-180).max(180),
      lat: z.number().min(-90).max(90),
      km: z.number().min(0.1).max(200),
    }),
  }),
])
export type Area = z.output<typeof Area>

const isCommune = (unit: Unit | undefined): boolean => unit?.kind === 'commune'

/**
 * The communes of an area; undefined for all. People are known by their commune, not by their door: a distance takes in each commune
 * whose office lies within it.
 * @throws invalid
 */
export function communesOf(ctx: Context, area: Area): string[] | undefined {
  if (area === 'province') return undefined
  if ('communes' in area) {
    const unknown = area.communes.find((code) => !isCommune(findUnit(ctx, code)))
    if (unknown !== undefined) throw notACommune()
    return [...new Set(area.communes)].sort()
  }
  const { around } = area
  const near = listUnits(ctx).filter(
    (unit) =>
      isCommune(unit) && unit.position && kilometresBetween([around.lon, around.lat], unit.position) <= around.km,
  )
  if (near.length === 0)
    throw invalid('nobody-there', {
      vi: 'Không có xã, phường nào trong phạm vi này. Hãy chọn phạm vi rộng hơn.',
      en: 'No commune lies within this distance. Choose a wider one.',
    })
  return near.map(({ code }) => code).sort()
}

const notACommune = () =>
  invalid('not-a-commune', {
    vi: 'Hãy chọn xã, phường, đặc khu trong danh sách của tỉnh.',
    en: 'Choose a commune from the province’s list.',
  })

const earthKilometres = 6_371
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Great-circle distance (haversine). */
export function kilometresBetween(
  [lon1, lat1]: readonly [number, number],
  [lon2, lat2]: readonly [number, number],
): number {
  const half = (degrees: number) => Math.sin(radians(degrees) / 2) ** 2
  const h = half(lat2 - lat1) + Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * half(lon2 - lon1)
  return 2 * earthKilometres * Math.asin(Math.sqrt(h))
}
