import type { OperationsMessages } from './words.ts'

type Words = OperationsMessages['formulaWords']
type Fields = Record<string, unknown>

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? { ...value } : {})
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What is counted and, for a share, of what. */
export type Formula = { part: string; whole?: string }

/** How a figure is reckoned, in words: as the server gives it, the pack's own terms as JSON. */
export function readFormula(formula: string, words: Words): Formula {
  const { of, over, stock, duration } = fieldsOf(JSON.parse(formula))
  if (duration !== undefined) return { part: capital(words.median(eventText(fieldsOf(duration).of, words))) }
  if (stock !== undefined) return { part: capital(termText({ stock }, words)) }
  const part = capital(sumText(listOf(of), words))
  return over === undefined ? { part } : { part, whole: capital(sumText(listOf(over), words)) }
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)

const sumText = (terms: readonly unknown[], words: Words): string =>
  terms
    .map((term, at) => {
      const text = termText(fieldsOf(term), words)
      const sign = fieldsOf(term).less === true ? words.minus : at > 0 ? words.plus : ''
      return sign ? `${sign} ${text}` : text
    })
    .join(' ')

function termText({ count, sum, of, where, stock }: Fields, words: Words): string {
  if (stock !== undefined) {
    const { enters, leaves } = fieldsOf(stock)
    const join = (entries: unknown) => {
      const events = listOf(entries).map((entry) => fieldsOf(entry).event ?? entry)
      return [...new Set(events.map((event) => eventText(event, words)))].join(` ${words.or} `)
    }
    return words.stock(join(enters), join(leaves))
  }
  const condition = typeof where === 'string' ? ` ${words.where(conditionText(where, words))}` : ''
  const event = eventText(sum ?? count, words)
  return (sum === undefined ? words.count(event) : words.sum(conditionText(textOf(of), words), event)) + condition
}

function eventText(event: unknown, words: Words): string {
  const known: Record<string, string> = words.events
  return known[textOf(event)] ?? textOf(event)
}

/** The pack's conditions are FEEL; the few that indicators use have words. */
function conditionText(condition: string, words: Words): string {
  const known: Record<string, string> = words.conditions
  return condition
    .split(' and ')
    .map((part) => known[part] ?? part.replace(/^\w+/, (name) => known[name] ?? name).replace('>=', '≥'))
    .join(` ${words.and} `)
}
