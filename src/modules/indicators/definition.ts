import { z } from 'zod'
import { defineKind, type Check, type Path } from '#core/definitions'
import { TextWords } from '../../core/definitions/words.ts'
import { isDeclared } from '#core/events'
import { compileWhere } from '#core/feel-sql'

const EventName = z
  .string()
  .regex(/^[a-z]+\.[a-z-]+$/, { error: 'an event such as cases.closed', abort: true })
  .refine(isDeclared, { error: ({ input }) => `no module states ${String(input)}` })
const Where = z.string().min(1)
const Entry = z.union([
  EventName.transform((event) => ({ event, where: undefined })),
  z.strictObject({ event: EventName, where: Where.optional() }),
])
const entries = z.union([Entry.transform((entry) => [entry]), z.array(Entry).min(1)])

const Stock = z.strictObject({ enters: entries, leaves: entries })
const less = { less: z.boolean().default(false) }

/** A term: a flow (count, sum), or a stock at the period's end; `less` takes it away. */
const Term = z.union([
  z.strictObject({ count: EventName, where: Where.optional(), ...less }),
  z.strictObject({ sum: EventName, of: z.string().min(1), where: Where.optional(), ...less }),
  z.strictObject({ stock: Stock, ...less }),
])
const terms = z.union([Term.transform((term) => [term]), z.array(Term).min(1)])

const Duration = z.strictObject({ of: EventName, minutes: z.string().min(1), where: Where.optional() })

/** An indicator: how its figure is reckoned from events, and how it is judged. */
export const Indicator = z
  .strictObject({
    name: TextWords,
    about: TextWords.optional(),
    /** where the definition comes from: a law and its article, or `nội bộ` */
    source: z.string().min(1),
    /** steers by, is not the official figure */
    estimate: z.boolean().default(false),
    unit: z.enum(['percent', 'cases', 'reports', 'hours', 'minutes', 'points', 'dong']),
    better: z.enum(['higher', 'lower']),
    of: terms.optional(),
    over: terms.optional(),
    stock: Stock.optional(),
    duration: Duration.optional(),
    target: z.number().optional(),
    bands: z.strictObject({ good: z.number(), watch: z.number() }).optional(),
    /** by how much a bound must be passed for the colour to change at once */
    margin: z.number().min(0).default(1),
    /** below this denominator a unit is shown, but not ranked */
    few: z.int().min(0).default(10),
    empty: z.enum(['unknown', 'zero']).default('unknown'),
    by: z.array(z.enum(['procedure', 'channel'])).default(['procedure', 'channel']),
    order: z.int().default(100),
  })
  .check((context) => {
    const ways = [context.value.of, context.value.stock, context.value.duration].filter((way) => way !== undefined)
    if (ways.length !== 1)
      context.issues.push({
        code: 'custom',
        input: context.value,
        message: 'an indicator is reckoned by one of: of, stock, duration',
      })
    if (context.value.over && !context.value.of)
      context.issues.push({ code: 'custom', input: context.value, path: ['over'], message: '`over` needs `of`' })
  })
export type Indicator = z.output<typeof Indicator>
export type Term = z.output<typeof Term>
export type Entry = z.output<typeof Entry>

function checkWheres(value: unknown, path: Path, check: Check): void {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) checkWheres(item, [...path, index], check)
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value))
      if (key === 'where' && typeof item === 'string') {
        const fault = compileWhere(item)
        if ('fault' in fault) check.error([...path, key], fault.fault)
      } else checkWheres(item, [...path, key], check)
}

export const indicatorKind = defineKind<Indicator>({
  kind: 'indicator',
  folder: 'indicators',
  schema: Indicator,
  check: (body, check) => checkWheres(body, [], check),
})
