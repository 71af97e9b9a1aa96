import type { z } from 'zod'
import type { Path } from './kind.ts'
import { knownKeys } from './known-keys.ts'
import { didYouMean } from './problem.ts'

export type Fault = { path: Path; message: string; at: 'key' | 'value' }
type Issue = z.core.$ZodIssue

/** What a schema refuses, in words that a person who writes a pack can act on. */
export const faultsOf = (schema: z.ZodType, content: unknown, issues: readonly Issue[]): Fault[] =>
  issues.flatMap((issue) => faultsOfIssue(schema, content, issue, []))

function faultsOfIssue(schema: z.ZodType, content: unknown, issue: Issue, above: Path): Fault[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))]
  const value = valueAt(content, path)
  const fault = (message: string, at: Fault['at'] = 'value'): Fault[] => [{ path, message, at }]
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = knownKeys(schema, content, path)
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: `unknown field "${key}"${didYouMean(key, known)}`,
        at: 'key',
      }))
    }
    case 'invalid_type':
      return fault(value === undefined ? 'is missing' : `must be ${article(issue.expected)}, not ${typeName(value)}`)
    case 'invalid_value':
      return fault(value === undefined ? 'is missing' : notOneOf(value, issue.values.map(String)))
    case 'invalid_key':
      return fault(issue.issues[0]?.message ?? issue.message, 'key')
    case 'invalid_union':
      return faultsOfUnion(schema, content, issue, path)
    default:
      return fault(issue.message)
  }
}

function faultsOfUnion(schema: z.ZodType, content: unknown, issue: z.core.$ZodIssueInvalidUnion, path: Path): Fault[] {
  const value = valueAt(content, path)
  const at = 'value' as const
  if (value === undefined) return [{ path, message: 'is missing', at }]
  if ('options' in issue && Array.isArray(issue.options)) {
    return [{ path, message: notOneOf(value, issue.options.map(String)), at }]
  }
  // The branch that the person meant is the one that got furthest into the value.
  const depth = (branch: readonly Issue[]) =>
    Math.max(0, ...branch.map((inner) => (isTypeFault(inner) ? 0 : 1 + inner.path.length)))
  const meant = issue.errors.toSorted((a, b) => depth(b) - depth(a))[0] ?? []
  if (depth(meant) > 0) return meant.flatMap((inner) => faultsOfIssue(schema, content, inner, path))
  const values = issue.errors
    .flat()
    .flatMap((inner) => (inner.code === 'invalid_value' ? inner.values.map(String) : []))
  if (values.length > 0) return [{ path, message: notOneOf(value, values), at }]
  const expected = issue.errors
    .flat()
    .flatMap((inner) => (inner.code === 'invalid_type' ? [article(inner.expected)] : []))
  return [{ path, message: `must be ${[...new Set(expected)].join(' or ')}, not ${typeName(value)}`, at }]
}

const isTypeFault = (issue: Issue) =>
  (issue.code === 'invalid_type' || issue.code === 'invalid_value') && issue.path.length === 0

function notOneOf(value: unknown, names: readonly string[]): string {
  const written =
    typeof value === 'string' ? `"${value}"` : typeof value === 'object' ? typeName(value) : JSON.stringify(value)
  const meant = typeof value === 'string' ? didYouMean(value, names) : ''
  return `no value ${written}${meant || `; one of ${names.join(', ')}`}`
}

const valueAt = (content: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    content,
  )

const articles: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of fields',
  record: 'a group of named entries',
}
const article = (expected: string) => articles[expected] ?? expected

function typeName(value: unknown): string {
  if (value === null) return 'empty'
  if (Array.isArray(value)) return 'a list'
  return articles[typeof value] ?? typeof value
}
