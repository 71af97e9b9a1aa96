import { z } from 'zod'
import type { Path } from './kind.ts'

type Shape = Record<string, unknown>
const isShape = (value: unknown): value is Shape => typeof value === 'object' && value !== null && !Array.isArray(value)

const shapes = new WeakMap<z.ZodType, Shape>()

/** The schema of what is written, as JSON Schema: for editors, the reference pages and "did you mean". */
export function writtenSchema(schema: z.ZodType): Shape {
  const known = shapes.get(schema)
  if (known) return known
  const made: Shape = { ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) }
  shapes.set(schema, made)
  return made
}

/** The fields that may stand at a place of a file. */
export function knownKeys(schema: z.ZodType, content: unknown, path: Path): string[] {
  const root = writtenSchema(schema)
  let found = branches(root, root, content)
  let value = content
  for (const step of path) {
    value = isShape(value) || Array.isArray(value) ? Reflect.get(value, step) : undefined
    found = found.flatMap((shape) => child(shape, step)).flatMap((shape) => branches(root, shape, value))
  }
  return found.flatMap((shape) => (isShape(shape['properties']) ? Object.keys(shape['properties']) : []))
}

function child(shape: Shape, step: string | number): Shape[] {
  const properties = isShape(shape['properties']) ? shape['properties'] : {}
  const next = typeof step === 'number' ? shape['items'] : (properties[step] ?? shape['additionalProperties'])
  return isShape(next) ? [next] : []
}

/** A shape with its references followed and its alternatives opened; one that the value's own fixed fields rule out is left. */
function branches(root: Shape, shape: Shape, value: unknown): Shape[] {
  const reference = shape['$ref']
  if (typeof reference === 'string') {
    const target = reference
      .split('/')
      .slice(1)
      .reduce<unknown>((at, key) => (isShape(at) ? at[key] : undefined), root)
    return isShape(target) ? branches(root, target, value) : []
  }
  const alternatives = [shape['anyOf'], shape['oneOf'], shape['allOf']].flatMap((list) =>
    Array.isArray(list) ? list : [],
  )
  if (alternatives.length === 0) return fits(shape, value) ? [shape] : []
  return alternatives.filter(isShape).flatMap((alternative) => branches(root, alternative, value))
}

function fits(shape: Shape, value: unknown): boolean {
  const properties = shape['properties']
  if (!isShape(properties) || !isShape(value)) return true
  return Object.entries(properties).every(
    ([key, property]) =>
      !isShape(property) || !('const' in property) || !(key in value) || property['const'] === value[key],
  )
}
