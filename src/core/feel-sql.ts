import { evaluate } from 'feelin'
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { findSyntaxFault } from './forms/feel.ts'
import { parse, type Node } from './forms/tree.ts'

/**
 * The part of FEEL that becomes SQL over an event: paths, literals, comparison, and/or/not, in, between, null. A path is a
 * column of the event (`unit`, `actorUnit`, `type`, `origin`) or else lies in its payload. What the SQL gives equals what FEEL
 * gives, missing values included; a payload of an unexpected type is unknown, never an error.
 */

export type Fault = { fault: string; at: number }

const columns: Readonly<Record<string, string>> = {
  unit: 'unit',
  actorUnit: 'actor_unit',
  type: 'type',
  origin: 'origin',
  record: 'record',
}

class Refusal extends Error {
  readonly at: number
  constructor(node: Node, message = `${node.text} is outside the part of FEEL that becomes SQL`) {
    super(message)
    this.at = node.from
  }
}

type Sql = RawBuilder<unknown>
type Literal = { kind: 'text' | 'number' | 'boolean' | 'null'; value: unknown }
type Operand = { path: readonly string[]; node: Node } | Literal

/** A condition over the event that `table` names in the statement. */
export const compileWhere = (expression: string, table = 'event'): { where: RawBuilder<SqlBool> } | Fault =>
  compile(expression, (node) => ({ where: sql<SqlBool>`${condition(node, table)}` }))

/** A number in the event: what a measure sums. */
export const compileNumber = (expression: string, table = 'event'): { number: RawBuilder<number | null> } | Fault =>
  compile(expression, (node) => ({ number: sql<number | null>`${numberOf(operand(node), table)}` }))

function compile<Made>(expression: string, make: (node: Node) => Made): Made | Fault {
  const fault = findSyntaxFault(expression)
  if (fault) return { fault: fault.message, at: fault.at }
  try {
    return make(inner(parse(expression)))
  } catch (error) {
    if (error instanceof Refusal) return { fault: error.message, at: error.at }
    throw error
  }
}

/** The node that says something, without the wrappers around it. */
function inner(node: Node): Node {
  const [first, second] = node.children
  if (node.name === 'ParenthesizedExpression' && second) return inner(second)
  const wrapper = ['root', 'Expression', 'PositiveUnaryTest', 'SimplePositiveUnaryTest'].includes(node.name)
  return wrapper && first && node.children.length === 1 ? inner(first) : node
}

function condition(wrapped: Node, table: string): Sql {
  const node = inner(wrapped)
  const [first, operator, last] = node.children
  switch (node.name) {
    case 'Disjunction':
    case 'Conjunction':
      if (!first || !operator || !last) throw new Refusal(node)
      return sql`(${condition(first, table)} ${operator.name === 'or' ? sql`or` : sql`and`} ${condition(last, table)})`
    case 'Comparison':
      return comparison(node, table)
    case 'FunctionInvocation':
      return negation(node, table)
    default:
      return booleanOf(operand(node), table)
  }
}

function negation(node: Node, table: string): Sql {
  const argument = node.children.find((child) => child.name === 'PositionalParameters')
  const [only, more] = argument?.children ?? []
  if (node.children[0]?.text !== 'not' || !only || more) throw new Refusal(node)
  return sql`(not ${condition(only, table)})`
}

function comparison(node: Node, table: string): Sql {
  const [left, operator, ...rest] = node.children
  if (!left || !operator) throw new Refusal(node)
  if (operator.name === 'in') return membership(left, rest, table)
  const [right, , upper] = rest
  if (!right) throw new Refusal(node)
  if (operator.name !== 'between') return compared(operand(left), operator, operand(right), table)
  if (!upper) throw new Refusal(node)
  refuseReversed(right, upper)
  return sql`(${ordered(operand(left), sql`>=`, operand(right), table)} and ${ordered(operand(left), sql`<=`, operand(upper), table)})`
}

/** feelin takes the bounds of such a range in either order; FEEL and SQL do not. */
function refuseReversed(low: Node, high: Node): void {
  const [from, to] = [operand(low), operand(high)].map((bound) => ('kind' in bound ? bound.value : undefined))
  const numbers = typeof from === 'number' && typeof to === 'number' && from > to
  const texts = typeof from === 'string' && typeof to === 'string' && from > to
  if (numbers || texts) throw new Refusal(low, 'the bounds are reversed')
}

const orders: Readonly<Record<string, Sql>> = { '<': sql`<`, '<=': sql`<=`, '>': sql`>`, '>=': sql`>=` }

function compared(left: Operand, operator: Node, right: Operand, table: string): Sql {
  const order = orders[operator.text]
  if (order) return ordered(left, order, right, table)
  if ('kind' in left && 'kind' in right) throw new Refusal(operator, 'one side of a comparison is a path')
  if (operator.text === '=') return equal(left, right, table)
  if (operator.text === '!=') return sql`(not ${equal(left, right, table)})`
  throw new Refusal(operator)
}

/** FEEL's equality of a missing value is false, but for null itself. */
function equal(left: Operand, right: Operand, table: string): Sql {
  return sql`(${jsonOf(left, table)} is not distinct from ${jsonOf(right, table)})`
}

/** Of two paths, numbers; against a literal, values of its type. Texts go by their code points, so ISO days go by time. */
function ordered(left: Operand, order: Sql, right: Operand, table: string): Sql {
  const kind = kindOf(left, right)
  if (kind === 'text') return sql`(${textOf(left, table)} collate "C" ${order} ${textOf(right, table)} collate "C")`
  if (kind === 'number' || kind === undefined) return sql`(${numberOf(left, table)} ${order} ${numberOf(right, table)})`
  return sql`(null::boolean)`
}

function membership(left: Node, tests: readonly Node[], table: string): Sql {
  const found = tests
    .flatMap((test) => (test.name === 'PositiveUnaryTests' ? test.children : [test]))
    .filter((test) => test.name !== '(' && test.name !== ')')
    .flatMap((test) => (inner(test).name === 'List' ? listItems(inner(test)) : [inner(test)]))
    .map((test) =>
      test.name === 'Interval' ? interval(left, test, table) : equal(operand(left), operand(test), table),
    )
  if (found.length === 0) throw new Refusal(left)
  return sql`(${sql.join(found, sql` or `)})`
}

const listItems = (list: Node): Node[] =>
  list.children.filter((child) => child.name !== '[' && child.name !== ']').map(inner)

function interval(left: Node, node: Node, table: string): Sql {
  const [open, low, , high, close] = node.children
  if (!open || !low || !high || !close) throw new Refusal(node)
  refuseReversed(low, high)
  const from = ordered(operand(left), open.text === '[' ? sql`>=` : sql`>`, operand(low), table)
  const to = ordered(operand(left), close.text === ']' ? sql`<=` : sql`<`, operand(high), table)
  return sql`(${from} and ${to})`
}

function operand(wrapped: Node): Operand {
  const node = inner(wrapped)
  switch (node.name) {
    case 'VariableName':
      return { path: [name(node)], node }
    case 'PathExpression':
      return path(node)
    case 'StringLiteral':
      return { kind: 'text', value: evaluate(node.text).value }
    case 'NumericLiteral':
      return { kind: 'number', value: evaluate(node.text).value }
    case 'BooleanLiteral':
      return { kind: 'boolean', value: node.text === 'true' }
    case 'null':
      return { kind: 'null', value: null }
    case 'DateTimeLiteral':
      return day(node)
    default:
      throw new Refusal(node)
  }
}

function path(node: Node): Operand {
  const [above, , part] = node.children
  const found = above ? operand(above) : undefined
  if (!found || !('path' in found) || !part) throw new Refusal(node)
  return { path: [...found.path, name(part)], node }
}

function name(node: Node): string {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(node.text)) throw new Refusal(node)
  return node.text
}

/** `date("2026-01-01")` is compared with the ISO text that a payload holds. */
function day(node: Node): Literal {
  const value = /^date\(\s*"(\d{4}-\d{2}-\d{2})"\s*\)$/.exec(node.text)?.[1]
  if (value === undefined) throw new Refusal(node)
  return { kind: 'text', value }
}

function kindOf(left: Operand, right: Operand): Literal['kind'] | undefined {
  return 'kind' in right ? right.kind : 'kind' in left ? left.kind : undefined
}

function columnOf({ path: [first = '', ...rest] }: { path: readonly string[] }, table: string): Sql | undefined {
  const column = rest.length === 0 && Object.hasOwn(columns, first) ? columns[first] : undefined
  return column === undefined ? undefined : sql.ref(`${table}.${column}`)
}

function jsonOf(one: Operand, table: string): Sql {
  if ('kind' in one)
    return one.kind === 'null' ? sql`null::jsonb` : sql`to_jsonb(${one.value}::${sql.raw(types[one.kind])})`
  const column = columnOf(one, table)
  if (column) return sql`to_jsonb(${column})`
  return sql`nullif(${inPayload(one, table)}, 'null'::jsonb)`
}

/** Member by member: on hot paths a path as an array costs several times as much. Names are no numbers, so both mean the same. */
const inPayload = ({ path: names }: { path: readonly string[] }, table: string): Sql =>
  sql.join([sql.ref(`${table}.payload`), ...names.map((part) => sql.lit(part))], sql` -> `)

const types = { text: 'text', number: 'numeric', boolean: 'boolean' } as const

function textOf(one: Operand, table: string): Sql {
  if ('kind' in one) return sql`${one.kind === 'text' ? one.value : null}::text`
  return columnOf(one, table) ?? ofType('string', one, table)
}

const ofType = (type: 'string' | 'number', one: Operand, table: string): Sql =>
  sql`(case when jsonb_typeof(${jsonOf(one, table)}) = ${sql.lit(type)} then ${jsonOf(one, table)} #>> '{}' end)`

function numberOf(one: Operand, table: string): Sql {
  if ('kind' in one) return sql`${one.kind === 'number' ? one.value : null}::numeric`
  return sql`${ofType('number', one, table)}::numeric`
}

function booleanOf(one: Operand, table: string): Sql {
  if ('kind' in one) return sql`${one.kind === 'boolean' ? one.value : null}::boolean`
  return sql`(case ${columnOf(one, table) ? jsonOf(one, table) : inPayload(one, table)} when 'true'::jsonb then true when 'false'::jsonb then false end)`
}
