import { addDays } from '../src/core/days.ts'
import {
  isRows,
  type Answers,
  type Field,
  type Form,
  type Section,
  type SectionAnswers,
  type Value,
} from '../src/core/forms/model.ts'
import { examine, type World } from '../src/core/forms.ts'
import { fullName } from './names.ts'
import { makePerson, type MadePerson } from './people.ts'
import type { Random } from './random.ts'

export type AnswerWorld = World & {
  /** what sources have settled, by path: only who files for an account has it */
  known?: Readonly<Record<string, unknown>>
  optionsOf: (list: string) => readonly string[]
  units: readonly string[]
  commune: string
  communeName: string
}

const sentences: readonly string[] = [
  'Theo nhu cầu của gia đình',
  'Bổ sung hồ sơ cá nhân',
  'Để làm thủ tục nhập học',
  'Phục vụ sản xuất, kinh doanh',
  'Theo hồ sơ gốc đang lưu tại gia đình',
  'Đã trao đổi và thống nhất với các bên liên quan',
]

const tries = 200

/** Answers that the form accepts, made by trial: undefined where chance found none. */
export function makeAnswers(random: Random, form: Form, person: MadePerson, world: AnswerWorld): Answers | undefined {
  let raw = draw(random, form, person, world)
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const { answers, problems } = examine(form, raw, world)
    if (problems.length === 0) return answers
    raw = redraw(random, form, raw, { person, world, paths: problems.map((problem) => problem.path) })
  }
  return undefined
}

const draw = (random: Random, form: Form, person: MadePerson, world: AnswerWorld): Answers =>
  Object.fromEntries(
    form.map((section, index) => {
      const row = () => drawRow(random, section, index === 0 ? person : relative(random, world), world)
      const rows = section.repeat ? Math.max(section.repeat.min, Math.min(section.repeat.max, random.int(1, 2))) : 0
      return [section.id, section.repeat ? Array.from({ length: rows }, row) : row()]
    }),
  )

const relative = (random: Random, world: AnswerWorld): MadePerson =>
  makePerson(random, { commune: world.commune, communeName: world.communeName })

function drawRow(random: Random, section: Section, person: MadePerson, world: AnswerWorld): SectionAnswers {
  const row: Record<string, Value> = {}
  for (const field of section.fields) {
    const optional = field.required === false && random.chance(0.4)
    // What a source has settled is not answered: it stands there already.
    const settled = field.locked && world.known?.[`${section.id}.${field.id}`] !== undefined
    const value = optional || settled ? undefined : drawValue(random, field, person, world)
    if (value !== undefined) row[field.id] = value
  }
  return row
}

type Redraw = { person: MadePerson; world: AnswerWorld; paths: readonly string[] }

/** Draws what was wrong again: a date that must lie after another finds its place after some tries. */
function redraw(random: Random, form: Form, raw: Answers, { person, world, paths }: Redraw): Answers {
  const next: Record<string, SectionAnswers | readonly SectionAnswers[]> = { ...raw }
  for (const path of paths) {
    const parts = path.split('.')
    const section = form.find(({ id }) => id === parts[0])
    const field = section?.fields.find(({ id }) => id === parts.at(-1))
    if (!section || !field) continue
    const value = drawValue(random, field, person, world)
    const held = next[section.id]
    const index = Number(parts[1])
    const change = (row: SectionAnswers): SectionAnswers => (value === undefined ? row : { ...row, [field.id]: value })
    if (isRows(held)) next[section.id] = held.map((row, at) => (at === index ? change(row) : row))
    else next[section.id] = change(held ?? {})
  }
  return next
}

function drawValue(random: Random, field: Field, person: MadePerson, world: AnswerWorld): Value | undefined {
  switch (field.type) {
    case 'personName':
      return /full|name/i.test(field.id) && random.chance(0.9)
        ? person.name
        : fullName(random, random.chance(0.5) ? 'male' : 'female')
    case 'personalId':
      return person.personalId
    case 'date':
      return drawDate(random, field, person, world.today)
    case 'choice':
      return drawChoice(random, optionsOf(field, world), person)
    case 'choices':
      return [random.pick(optionsOf(field, world))]
    case 'address':
      return { line: person.line, commune: person.commune }
    case 'phone':
      return person.phone
    case 'email':
      return `nguoidan${random.int(1, 99_999)}@example.vn`
    case 'number':
    case 'money':
      return drawNumber(random, field)
    case 'yesNo':
      return random.chance(0.2)
    case 'unit':
      return random.pick(world.units)
    case 'taxCode':
      return '0100233488'
    case 'file':
      return ['demo-photo']
    case 'text':
      return drawText(random, field)
    default:
      return undefined
  }
}

/** Most people are Kinh and Vietnamese; the two provinces' highlands are home to the Bru - Vân Kiều and the Tà Ôi. */
const usual = ['kinh', 'viet-nam', 'vietnam', 'vietnamese', 'vn']

function drawChoice(random: Random, options: readonly string[], person: MadePerson): string {
  if (options.includes(person.sex)) return person.sex
  const expected = usual.find((value) => options.includes(value))
  return expected !== undefined && random.chance(0.93) ? expected : random.pick(options)
}

const optionsOf = (field: Field, world: AnswerWorld): readonly string[] =>
  field.options?.map((option) => option.value) ?? world.optionsOf(field.list ?? '')

function drawDate(random: Random, field: Field, person: MadePerson, today: string): string {
  if (/birth/i.test(field.id) && random.chance(0.6)) return person.birthOn
  return addDays(
    today,
    random.pick([-random.int(0, 40), -random.int(0, 900), -random.int(300, 14_000), random.int(1, 60)]),
  )
}

function drawNumber(random: Random, field: Field): number {
  const low = typeof field.min === 'number' ? field.min : 1
  const high = typeof field.max === 'number' ? field.max : field.type === 'money' ? 500_000_000 : 400
  const value = low + (high - low) * random.next() ** 3
  return field.type === 'money' ? Math.round(value / 1000) * 1000 : Math.round(value)
}

const patterned = [
  '08:30',
  '12',
  '123',
  '2026',
  '123456',
  '12/2026',
  'AB 123456',
  'A1234567',
  '74A-123.45',
  '0100233488',
  '123/QĐ-UBND',
]

function drawText(random: Random, field: Field): string {
  if (field.pattern !== undefined) {
    const pattern = new RegExp(`^(?:${field.pattern})$`, 'u')
    return patterned.find((text) => pattern.test(text)) ?? random.pick(patterned)
  }
  return random.pick(sentences).slice(0, field.maxLength ?? 200)
}
