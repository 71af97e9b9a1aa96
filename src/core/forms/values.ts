import { isDay } from './day.ts'
import { findEmail, findPersonalId, findPhone, findTaxCode } from './identifiers.ts'
import type { AnswerCode } from './messages.ts'
import type { Address, Field, Value } from './model.ts'

/** What the checks of single values ask of the world around the form. */
export type World = {
  /** the province's date, ISO */
  today: string
  hasOption?: ((list: string, value: string) => boolean) | undefined
  hasUnit?: ((id: string) => boolean) | undefined
}

export type Reading = { value: Value } | { fault: AnswerCode }
const value = (found: Value): Reading => ({ value: found })
const fault = (code: AnswerCode): Reading => ({ fault: code })

export const isBlank = (raw: unknown): boolean =>
  raw === undefined || raw === null || raw === '' || (Array.isArray(raw) && raw.length === 0)

/** An answer in its canonical form, or what is wrong with it. A blank answer is null. */
export function readValue(field: Field, raw: unknown, world: World): Reading {
  if (isBlank(raw)) return value(null)
  switch (field.type) {
    case 'number':
    case 'money':
      return readNumber(field, raw)
    case 'yesNo':
      return typeof raw === 'boolean' ? value(raw) : fault('yesNo')
    case 'choices':
    case 'file':
      return readList(field, raw, world)
    case 'address':
      return readAddress(raw)
    default:
      return readText(field, raw, world)
  }
}

function readText(field: Field, raw: unknown, world: World): Reading {
  if (typeof raw !== 'string') return fault('text')
  const text = clean(raw, (field.lines ?? 1) > 1)
  if (text === undefined) return fault('characters')
  if (text === '') return value(null)
  if (text.length > (field.maxLength ?? 200)) return fault('tooLong')
  const year = Number(world.today.slice(0, 4))
  switch (field.type) {
    case 'personName':
      return /^[\p{L}\p{M}][\p{L}\p{M}'’.\- ]*$/u.test(text) ? value(text) : fault('personName')
    case 'personalId':
      return found(findPersonalId(text, year), 'personalId')
    case 'taxCode':
      return found(findTaxCode(text, year), 'taxCode')
    case 'phone':
      return found(findPhone(text), 'phone')
    case 'email':
      return found(findEmail(text), 'email')
    case 'date':
      return readDate(field, text)
    case 'choice':
      return isOption(field, text, world) ? value(text) : fault('choice')
    case 'unit':
      return world.hasUnit?.(text) === false || text.length > 60 ? fault('unit') : value(text)
    default:
      return field.pattern && !new RegExp(`^(?:${field.pattern})$`, 'u').test(text) ? fault('pattern') : value(text)
  }
}

const found = (text: string | undefined, code: AnswerCode): Reading => (text === undefined ? fault(code) : value(text))

// Control characters but for the line break, and those that turn the direction of reading.
const unprintable = /(?!\n)\p{Cc}|[\u202A-\u202E\u2066-\u2069\uFEFF]/u

/** Composed letters, single spaces, no control characters: what a database and a printed form can hold. */
function clean(raw: string, manyLines: boolean): string | undefined {
  if (!raw.isWellFormed()) return undefined
  const text = raw.normalize('NFC').replace(/\r\n?/g, '\n').replace(/\t/g, ' ')
  const tidy = (manyLines ? text.replace(/ +/g, ' ') : text.replace(/\s+/g, ' ')).trim()
  return unprintable.test(tidy) ? undefined : tidy
}

function readDate(field: Field, text: string): Reading {
  if (!isDay(text) || text < '1800-01-01' || text > '2200-12-31') return fault('date')
  if (typeof field.min === 'string' && text < field.min) return fault('tooEarly')
  if (typeof field.max === 'string' && text > field.max) return fault('tooLate')
  return value(text)
}

const isOption = (field: Field, text: string, world: World): boolean =>
  field.options
    ? field.options.some((option) => option.value === text)
    : !field.list || (world.hasOption?.(field.list, text) ?? true)

const largest = 1e15

function readNumber(field: Field, raw: unknown): Reading {
  if (typeof raw !== 'number' || !Number.isFinite(raw) || Math.abs(raw) > largest) return fault('number')
  if (field.type === 'money' && (!Number.isInteger(raw) || raw < 0)) return fault('money')
  const scale = 10 ** (field.decimals ?? 0)
  if (Math.abs(raw * scale - Math.round(raw * scale)) > 1e-6) return fault('decimals')
  if (typeof field.min === 'number' && raw < field.min) return fault('tooSmall')
  if (typeof field.max === 'number' && raw > field.max) return fault('tooLarge')
  return value(Object.is(raw, -0) ? 0 : raw)
}

const uploadPattern = /^[A-Za-z0-9_-]{1,80}$/

function readList(field: Field, raw: unknown, world: World): Reading {
  const code = field.type === 'file' ? 'file' : 'choice'
  if (!Array.isArray(raw) || raw.length > (field.maxFiles ?? 200)) return fault(code)
  const items: string[] = []
  for (const item of raw) {
    const fits =
      typeof item === 'string' && (field.type === 'file' ? uploadPattern.test(item) : isOption(field, item, world))
    if (!fits || items.includes(item)) return fault(code)
    items.push(item)
  }
  return value(items)
}

/** A line in words, a commune's code, a province's code; a plain text is the line. */
function readAddress(raw: unknown): Reading {
  if (typeof raw === 'string') return readAddress({ line: raw })
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return fault('address')
  const address: Address = {}
  for (const [key, part] of Object.entries(raw)) {
    if (isBlank(part)) continue
    const text = typeof part === 'string' ? clean(part, false) : undefined
    if (text === undefined || text.length > 300) return fault('address')
    if (key === 'line') address.line = text
    else if (key === 'commune' && /^\d{5}$/.test(text)) address.commune = text
    else if (key === 'province' && /^\d{2}$/.test(text)) address.province = text
    else return fault('address')
  }
  return value(address.line || address.commune ? address : null)
}
