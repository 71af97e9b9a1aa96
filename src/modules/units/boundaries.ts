import { z } from 'zod'
import { invalid } from '#core/errors'
import type { Text } from '#core/i18n'
import { fold } from '#core/text'
import { boundsOf, pointsOf, signedArea, type MultiPolygon, type Point, type Ring } from './geometry.ts'
import { communeNamed } from './resolving.ts'
import type { Tree, Unit } from './rules.ts'

/** `line` is the feature's place in the file, from 1; `field` the part of it that is wrong. */
export type Problem = { line: number; field: string; reason: Text }
export type Read = { read: number; shapes: Map<string, MultiPolygon>; rejected: number; problems: Problem[] }

const mostFeatures = 5_000
const mostPoints = 3_000_000

const Collection = z.looseObject({
  type: z.literal('FeatureCollection'),
  features: z.array(z.unknown()).min(1).max(mostFeatures),
})

const Feature = z.looseObject({
  type: z.literal('Feature'),
  id: z.union([z.string(), z.number()]).nullish(),
  properties: z.record(z.string(), z.unknown()).nullish(),
  geometry: z.unknown(),
})

// Positions may carry a height; what follows longitude and latitude is left.
const Position = z.tuple([z.number(), z.number()], z.number()).transform(([lon, lat]): Point => [lon, lat])
const Rings = z.array(z.array(Position).min(4)).min(1)
const Geometry = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('Polygon'), coordinates: Rings.transform((polygon): MultiPolygon => [polygon]) }),
  z.looseObject({ type: z.literal('MultiPolygon'), coordinates: z.array(Rings).min(1) }),
])

class Refused extends Error {
  readonly field: string
  readonly reason: Text
  constructor(field: string, vi: string, en: string) {
    super(en)
    this.field = field
    this.reason = { vi, en }
  }
}

/**
 * Reads a GeoJSON file of communes (RFC 7946). Good features are taken, bad ones reported.
 * @throws invalid when the file is no collection of features
 */
export function readBoundaries(content: unknown, tree: Tree): Read {
  const collection = Collection.safeParse(content)
  if (!collection.success)
    throw invalid('boundaries-unreadable', {
      vi: `Tệp không phải là GeoJSON FeatureCollection có từ 1 đến ${mostFeatures} đối tượng.`,
      en: `The file is no GeoJSON FeatureCollection of 1 to ${mostFeatures} features.`,
    })
  const { features } = collection.data
  const shapes = new Map<string, MultiPolygon>()
  const problems: Problem[] = []
  let points = 0
  for (const [index, feature] of features.entries()) {
    try {
      const { unit, shape } = readFeature(feature, tree)
      points += pointsOf(shape).length
      if (points > mostPoints)
        throw new Refused('geometry', `tệp có quá ${mostPoints} điểm`, `the file has more than ${mostPoints} points`)
      if (shapes.has(unit.code))
        throw new Refused(
          'code',
          `${unit.code} ${unit.name.vi} có hai lần`,
          `${unit.code} ${unit.name.vi} stands twice`,
        )
      shapes.set(unit.code, shape)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      problems.push({ line: index + 1, field: error.field, reason: error.reason })
    }
  }
  return { read: features.length, shapes, rejected: problems.length, problems }
}

function readFeature(written: unknown, tree: Tree): { unit: Unit; shape: MultiPolygon } {
  const feature = Feature.safeParse(written)
  if (!feature.success) throw new Refused('feature', 'không phải là đối tượng GeoJSON', 'is no GeoJSON feature')
  const { id, properties, geometry } = feature.data
  const unit = unitFor({ ...properties, id: properties?.['id'] ?? id }, tree)
  const parsed = Geometry.safeParse(geometry)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Refused(
      ['geometry', ...(issue?.path ?? [])].join('.'),
      'cần là Polygon hoặc MultiPolygon, mỗi vòng có từ bốn vị trí',
      'a Polygon or MultiPolygon with rings of four or more positions',
    )
  }
  const shape = parsed.data.coordinates
  checkRings(shape)
  checkPlace(shape, unit)
  return { unit, shape }
}

const codeNames = ['code', 'ma', 'ma_xa', 'maxa', 'ward_code', 'commune_code', 'id']
const nameNames = ['name', 'ten', 'ten_xa', 'tenxa', 'full_name', 'fullname']

/** By code; by name where the file has no code. A code with another name is an old code, which the reform gave to another unit. */
function unitFor(properties: Record<string, unknown>, tree: Tree): Unit {
  const code = firstOf(properties, codeNames)
  const name = firstOf(properties, nameNames)
  const unit = code === undefined ? name && communeNamed(tree, name) : tree.byCode.get(code.padStart(5, '0'))
  const asked = `"${code ?? name ?? ''}"`
  if (!unit)
    throw new Refused(code === undefined ? 'name' : 'code', `không có xã nào là ${asked}`, `no commune ${asked}`)
  if (unit.kind !== 'commune') throw new Refused('code', `${asked} không phải cấp xã`, `${asked} is no commune`)
  if (name !== undefined && communeNamed(tree, name)?.code !== unit.code)
    throw new Refused(
      'name',
      `${unit.code} nay là ${unit.name.vi}, không phải "${name}": có phải ranh giới trước sắp xếp?`,
      `${unit.code} is ${unit.name.vi} today, not "${name}": are these boundaries of before the reform?`,
    )
  return unit
}

function firstOf(properties: Record<string, unknown>, names: readonly string[]): string | undefined {
  const known = new Map(Object.entries(properties).map(([key, value]) => [fold(key).replaceAll(' ', '_'), value]))
  for (const name of names) {
    const value = known.get(name)
    if (typeof value === 'string' && value.trim() !== '') return value.trim()
    if (typeof value === 'number') return String(value)
  }
  return undefined
}

function checkRings(shape: MultiPolygon): void {
  for (const ring of shape.flat()) {
    const wrong = ring.find(([lon, lat]) => Math.abs(lon) > 180 || Math.abs(lat) > 90)
    if (wrong)
      throw new Refused(
        'geometry',
        `[${wrong.join(', ')}] không phải kinh độ, vĩ độ WGS 84 (kinh độ đứng trước)`,
        `[${wrong.join(', ')}] is no longitude and latitude of WGS 84 (longitude first)`,
      )
    if (!isClosed(ring)) throw new Refused('geometry', 'có vòng không khép kín', 'a ring does not end where it began')
    if (signedArea(ring) === 0) throw new Refused('geometry', 'có vòng không có diện tích', 'a ring has no area')
  }
}

const isClosed = (ring: Ring): boolean => ring[0]?.[0] === ring.at(-1)?.[0] && ring[0]?.[1] === ring.at(-1)?.[1]

/** A shape that lies elsewhere belongs to another unit, or its coordinates are swapped. */
function checkPlace(shape: MultiPolygon, { position, name }: Unit): void {
  if (!position) return
  const [west, south, east, north] = boundsOf(pointsOf(shape))
  const reach = Math.max(east - west, north - south)
  const [lon, lat] = position
  if (lon < west - reach || lon > east + reach || lat < south - reach || lat > north + reach)
    throw new Refused('geometry', `nằm xa ${name.vi} (${lat}, ${lon})`, `lies far from ${name.vi} (${lat}, ${lon})`)
}
