import { z } from 'zod'
import { CommuneType, UnitKind, type UnitRow } from './definition.ts'
import type { Origin } from './resolving.ts'

export const TextView = z.object({ vi: z.string(), en: z.string().optional() })

export const UnitView = z.object({
  code: z.string(),
  agencyCode: z.string(),
  kind: UnitKind,
  type: CommuneType.optional(),
  agency: z.string().optional().describe('how definitions name it: department/agriculture'),
  name: TextView,
  parent: z.string().optional(),
  since: z.iso.date(),
  position: z.tuple([z.number(), z.number()]).optional().describe('longitude, latitude'),
  areaKm2: z.number().optional(),
})

export type UnitView = z.output<typeof UnitView>

export const presentUnit = ({ id: _, ...unit }: UnitRow): UnitView => unit

/** What a code or name meant: today's unit, and the former unit through which it was found. */
export const ResolvedView = z.object({
  unit: UnitView,
  was: z
    .object({
      code: z.string().optional(),
      name: z.string(),
      kind: z.enum(['province', 'district', 'commune']),
      within: z.string().optional().describe('the names of the former units above it'),
      endedOn: z.iso.date(),
      basis: z.string(),
    })
    .optional(),
})

export const presentOrigin = ({ unit, was, within }: Origin): z.output<typeof ResolvedView> => ({
  unit: presentUnit(unit),
  was: was && {
    code: was.code,
    name: was.name,
    kind: was.kind,
    within,
    endedOn: was.ended,
    basis: was.basis,
  },
})

const Position = z.tuple([z.number(), z.number()])

export const ShapesView = z.object({
  type: z.literal('FeatureCollection'),
  schematic: z.boolean().describe('true: cells computed from positions, not boundaries'),
  version: z.number().describe('rises with every import of boundaries'),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).describe('west, south, east, north'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      id: z.string(),
      properties: z.object({ code: z.string(), name: z.string(), type: CommuneType.optional() }),
      geometry: z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(Position))) }),
    }),
  ),
})

export type ShapesView = z.output<typeof ShapesView>

export const ImportView = z.object({
  read: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
  problems: z.array(z.object({ line: z.int(), field: z.string(), reason: TextView })),
})

export type ImportView = z.output<typeof ImportView>
