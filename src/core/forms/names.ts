import { evaluate } from 'feelin'
import { findSyntaxFault, type FeelFault } from './feel.ts'
import type { Expression } from './model.ts'
import { parse, type Node } from './tree.ts'

/** What an expression may name, and what stands under each name. `any`: nothing is known about it. */
export type Names = { readonly [name: string]: Shape }
export type Shape = 'value' | 'date' | 'any' | Names

/** Functions of FEEL that an expression may use. `now()` is not among them: the same answers must give the same result. */
const functions = new Set(
  [
    'today,date,time,date and time,duration,years and months duration,day of week,month of year',
    'number,string,abs,modulo,floor,ceiling,decimal,round up,round down,round half up,round half down',
    'not,all,any,is,is defined,odd,even,get value,get or else',
    'string length,upper case,lower case,substring,substring before,substring after,string join,split',
    'contains,starts with,ends with,matches,replace',
    'count,sum,min,max,mean,median,product,list contains,index of,distinct values,union',
    'append,concatenate,insert before,list replace,remove,reverse,flatten,sublist',
  ].flatMap((group) => group.split(',')),
)

const dateParts = new Set(['year', 'month', 'day', 'weekday'])

type Walk = { faults: (FeelFault & { name?: string; among?: readonly string[] })[] }

/** Faults of syntax and of names that nothing declares, each with its place in the expression. */
export function checkExpression(expression: Expression, names: Names): Walk['faults'] {
  const fault = findSyntaxFault(expression)
  if (fault) return [fault]
  const walk: Walk = { faults: [] }
  shapeOf(parse(expression), names, walk)
  return walk.faults
}

function shapeOf(node: Node, names: Names, walk: Walk): Shape {
  const [first, ...rest] = node.children
  switch (node.name) {
    case 'VariableName':
      return lookUp(node, names, walk)
    case 'PathExpression':
      return first ? partOf(shapeOf(first, names, walk), rest.at(-1), walk) : 'any'
    case 'ParenthesizedExpression':
      return node.children.map((child) => shapeOf(child, names, walk)).at(1) ?? 'any'
    case 'FunctionInvocation':
      return invoke(node, names, walk)
    case 'DateTimeLiteral':
      return literal(node, names, walk)
    case 'FilterExpression':
      return first ? filter(first, rest, names, walk) : 'any'
    case 'QuantifiedExpression':
    case 'ForExpression':
      return iterate(node, names, walk)
    case 'PositiveUnaryTest':
      // `x in [1..3] and y` is read as `x in ([1..3] and y)`, and is never true.
      if (first?.name === 'Conjunction' || first?.name === 'Disjunction')
        walk.faults.push({ at: node.from, message: 'put parentheses around the comparison with in' })
      return node.children.map((child) => shapeOf(child, names, walk)).at(0) ?? 'any'
    case 'FunctionDefinition':
      walk.faults.push({ at: node.from, message: 'an expression defines no functions' })
      return 'any'
    case 'ContextEntry':
    case 'NamedParameter':
      rest.forEach((child) => shapeOf(child, names, walk))
      return 'any'
    default: {
      const shapes = node.children.map((child) => shapeOf(child, names, walk))
      return (node.name === 'root' || node.name === 'Expression') && shapes[0] !== undefined ? shapes[0] : 'any'
    }
  }
}

function lookUp(node: Node, names: Names, walk: Walk): Shape {
  const name = node.text
  const found = Object.hasOwn(names, name) ? names[name] : undefined
  if (found === undefined) walk.faults.push(unknown(node, name, Object.keys(names)))
  return found ?? 'any'
}

const unknown = (node: Node, name: string, among: readonly string[]) => ({
  at: node.from,
  message: `no name "${name}"`,
  name,
  among,
})

function partOf(shape: Shape, part: Node | undefined, walk: Walk): Shape {
  if (!part || shape === 'any') return 'any'
  const name = part.text
  if (shape === 'date') {
    if (!dateParts.has(name)) walk.faults.push(unknown(part, name, [...dateParts]))
    return 'value'
  }
  const found = shape === 'value' || !Object.hasOwn(shape, name) ? undefined : shape[name]
  if (found === undefined) walk.faults.push(unknown(part, name, shape === 'value' ? [] : Object.keys(shape)))
  return found ?? 'any'
}

function invoke(node: Node, names: Names, walk: Walk): Shape {
  const [callee, ...rest] = node.children
  const name = callee ? callee.text : ''
  if (callee && !functions.has(name))
    walk.faults.push({ ...unknown(callee, name, [...functions]), message: `no function "${name}"` })
  refuseShadow(name, node, names, walk)
  rest.forEach((child) => shapeOf(child, names, walk))
  return name === 'today' || name === 'date' ? 'date' : 'any'
}

/** A field named as a function hides it. */
function refuseShadow(name: string, node: Node, names: Names, walk: Walk): void {
  if (Object.hasOwn(names, name))
    walk.faults.push({ at: node.from, message: `"${name}" is a field here, not the function` })
}

/** A date or duration that is written out must be one: `duration("60 days")` is null in FEEL, and nobody would notice. */
function literal(node: Node, names: Names, walk: Walk): Shape {
  const { text } = node
  refuseShadow(text.slice(0, text.indexOf('(')), node, names, walk)
  const constant = node.children.some(
    (child) => child.name === 'PositionalParameters' && child.children.every((one) => one.name === 'StringLiteral'),
  )
  if (!constant) node.children.forEach((child) => shapeOf(child, names, walk))
  else if (evaluate(text).value === null) walk.faults.push({ at: node.from, message: `${text} is none` })
  return text.startsWith('date(') ? 'date' : 'any'
}

function filter(list: Node, rest: readonly Node[], names: Names, walk: Walk): Shape {
  const row = shapeOf(list, names, walk)
  const inside: Names = { ...names, ...(typeof row === 'object' ? row : {}), item: row }
  rest.forEach((child) => shapeOf(child, inside, walk))
  return row
}

function iterate(node: Node, names: Names, walk: Walk): Shape {
  let inside = names
  for (const child of node.children) {
    if (child.name !== 'InExpressions') {
      shapeOf(child, inside, walk)
      continue
    }
    for (const each of child.children.filter((one) => one.name === 'InExpression')) {
      const bound = each.children.find((one) => one.name === 'Name')
      const source = each.children.find((one) => one.name === 'IterationContext')
      const shape = source?.children[0] ? shapeOf(source.children[0], inside, walk) : 'any'
      if (bound) inside = { ...inside, [bound.text]: shape }
    }
  }
  return 'any'
}
