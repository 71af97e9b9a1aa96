import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Operation } from '#core/operation'

/** Inputs of any operation, made from its schema: a plausible one, and the same with one leaf replaced by something hostile. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type Leaf = { path: readonly (string | number)[]; kind: 'text' | 'number' | 'date' }

const Schema = z.looseObject({
  type: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  enum: z.array(z.json()).optional(),
  const: z.json().optional(),
  anyOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  format: z.string().optional(),
  minimum: z.number().optional(),
  minLength: z.number().optional(),
  required: z.array(z.string()).optional(),
})

/** Values for what a schema cannot tell: which units, procedures and people there are. */
export type Known = Readonly<Record<string, Json>>

/** Texts of a form of their own, the same for every operation. */
const shapes: Known = { link: '/bao-tin', keys: { p256dh: 'x'.repeat(20), auth: 'x'.repeat(20) } }

export function sampleOf(operation: Operation, known: Known): { input: Json; leaves: Leaf[] } {
  const leaves: Leaf[] = []
  const schema = z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' })
  return { input: build(schema, [], { known: { ...shapes, ...known }, leaves }), leaves }
}

type Build = { known: Known; leaves: Leaf[] }

/** Days that a schema checks by a rule of its own. */
const dayNames = new Set(['from', 'to', 'on'])

function build(raw: unknown, path: Leaf['path'], making: Build): Json {
  const schema = Schema.safeParse(raw).data ?? {}
  const name = path.findLast((part) => typeof part === 'string') ?? ''
  const isNumber = schema.type === 'integer' || schema.type === 'number'
  const leaf = dayNames.has(String(name)) && !isNumber ? 'date' : leafOf(schema)
  if (leaf) making.leaves.push({ path, kind: leaf })
  const known = making.known[String(name)]
  const fits = !isNumber || typeof known === 'number'
  if (known !== undefined && fits && (typeof path.at(-1) === 'string' || typeof known !== 'object')) {
    if (typeof known === 'object') textsOf(known, path, making.leaves)
    return known
  }
  if (schema.const !== undefined) return schema.const
  if (schema.enum?.[0] !== undefined) return schema.enum[0]
  const alternative = schema.anyOf?.[0] ?? schema.allOf?.[0]
  if (alternative !== undefined) return build(alternative, path, making)
  if (schema.type === 'object')
    return Object.fromEntries(
      Object.entries(schema.properties ?? {})
        .map(([key, part]) => [key, build(part, [...path, key], making)] as const)
        // Which version was seen, where it may be left out: a wrong one would end every attempt early.
        .filter(([key]) => key !== 'version' || schema.required?.includes(key)),
    )
  if (schema.type === 'array') return [build(schema.items, [...path, 0], making)]
  if (schema.type === 'boolean') return true
  if (isNumber) return Math.max(1, schema.minimum ?? 1)
  return textOf(schema)
}

function textOf(schema: z.output<typeof Schema>): string {
  if (schema.format === 'uuid') return randomUUID()
  if (schema.format === 'uri') return 'https://example.vn/x'
  if (schema.format === 'date') return '2026-11-18'
  if (schema.format === 'date-time') return '2026-12-01T03:00:00Z'
  return 'x'.repeat(Math.max(4, schema.minLength ?? 4))
}

function leafOf(schema: z.output<typeof Schema>): Leaf['kind'] | undefined {
  if (schema.enum || schema.const !== undefined) return undefined
  if (schema.type === 'integer' || schema.type === 'number') return 'number'
  if (schema.type !== 'string') return undefined
  return schema.format === 'date' || schema.format === 'date-time' ? 'date' : 'text'
}

/** Texts inside a known value, such as a form's answers. */
function textsOf(value: Json, path: Leaf['path'], leaves: Leaf[]): void {
  if (typeof value === 'string') leaves.push({ path, kind: 'text' })
  else if (Array.isArray(value)) value.forEach((part, index) => textsOf(part, [...path, index], leaves))
  else if (typeof value === 'object' && value !== null)
    for (const [key, part] of Object.entries(value)) textsOf(part, [...path, key], leaves)
}

export function withLeaf(input: Json, [first, ...rest]: Leaf['path'], value: Json): Json {
  if (first === undefined) return value
  if (Array.isArray(input)) return input.map((part, index) => (index === first ? withLeaf(part, rest, value) : part))
  if (typeof input !== 'object' || input === null) return input
  return { ...input, [first]: withLeaf(input[first] ?? null, rest, value) }
}

/** Texts that a table must never meet: refused wherever they stand. */
export const nul = 'a\u0000b'
export const half = 'half \ud83d'

/** Texts that are only texts. */
export const markup = `'; drop table cases.case; --<script>alert(1)</script>\${7*7}{{x}} 😀 \u202eمرحبا\u200f`
export const ordinary = [markup, `'--<b>😀\u202e`, '__proto__', 'constructor', '../../etc/passwd\\%']

export const numbers = [-1, 0, 0.5, 2_147_483_648, Number.MAX_SAFE_INTEGER, 1e308]
export const dates = [
  '0000-01-01',
  '9999-12-31',
  '2026-02-30',
  '2026-13-01',
  '-2026-01-01',
  '99999-01-01T00:00:00Z',
  'hôm nay',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
]
