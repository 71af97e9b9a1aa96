import {
  FeelDate,
  FeelDuration,
  FeelFunction,
  SyntaxError as FeelSyntaxError,
  date,
  evaluate,
  isFunction,
} from 'feelin'
import type { Expression } from './model.ts'

/** FEEL, the expression language of DMN, by `feelin`: the same in the browser and on the server. */

/** What the names of an expression stand for. Dates are FEEL dates (`feelDate`), unknown values null. */
export type Scope = Readonly<Record<string, unknown>>

export type FeelFault = { at: number; message: string }

/** The first syntax fault of an expression. */
export function findSyntaxFault(expression: Expression): FeelFault | undefined {
  try {
    evaluate(expression, {})
    return undefined
  } catch (error) {
    if (error instanceof FeelSyntaxError) return { at: error.position.from, message: error.message }
    throw error
  }
}

type Compiled = { run: FeelFunction; uses: number }
const compiled = new Map<string, Compiled>()
const compiledLimit = 4_000
// feelin collects warnings for as long as a parsed expression lives: it is parsed anew after this many uses.
const usesLimit = 10_000

/**
 * The value of an expression; null where it cannot be said, as FEEL has it. Dates and durations come as ISO texts.
 * @throws feelin's SyntaxError; definitions are checked before they are used
 */
export function evaluateFeel(expression: Expression, scope: Scope): unknown {
  const names = Object.keys(scope)
  const value: unknown = compile(expression, names).invoke(names.map((name) => scope[name]))
  return value instanceof FeelDate || value instanceof FeelDuration ? value.toString() : value
}

/** A condition holds only when it is true: what is not known yet does not hold. */
export const holds = (condition: Expression | boolean, scope: Scope): boolean =>
  typeof condition === 'boolean' ? condition : evaluateFeel(condition, scope) === true

/** Parsing takes longer than running by an order of magnitude; as the body of a function an expression is parsed once. */
function compile(expression: Expression, names: readonly string[]): FeelFunction {
  const key = `${names.join()}\n${expression}`
  const known = compiled.get(key)
  if (known && known.uses++ < usesLimit) return known.run
  if (compiled.size >= compiledLimit) compiled.clear()
  const { value: run } = evaluate(`function(${names.join(', ')}) ${expression}`)
  if (!isFunction(run)) throw new Error(`FEEL made no function of ${expression}`)
  compiled.set(key, { run, uses: 0 })
  return run
}

const days = new Map<string, FeelDate | null>()

/** An ISO day as FEEL reckons with it; null for what is no day. An examination asks for each of its days several times. */
export function feelDate(day: unknown): FeelDate | null {
  if (typeof day !== 'string') return null
  const known = days.get(day)
  if (known !== undefined) return known
  const value: unknown = date(day)
  const made = value instanceof FeelDate ? value : null
  if (days.size > 5_000) days.clear()
  days.set(day, made)
  return made
}

const clocks = new Map<string, FeelFunction>()

/** `today()` of an expression: the province's date, which the server gives. */
export function todayOf(day: string): FeelFunction {
  const known = clocks.get(day)
  if (known) return known
  const value = feelDate(day)
  if (value === null) throw new Error(`today is no date: ${day}`)
  if (clocks.size > 1_000) clocks.clear()
  const made = new FeelFunction(() => value, [])
  clocks.set(day, made)
  return made
}
