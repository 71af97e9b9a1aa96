import type { Context } from '#core/context'
import type { Definition } from '#core/definitions'
import type { Field, FieldType } from '#core/forms/model'
import { categoriesIn, rulesIn } from '../catalogue.ts'
import type { Category } from '../definition.ts'
import type { Answer, Item } from './format.ts'

/** Categories as services of GeoReport v2; their questions as attributes. */

export function listServices(ctx: Context): Answer {
  const groups = new Map(rulesIn(ctx).groups.map(({ id, name }) => [id, name.vi]))
  const items = categoriesIn(ctx).map(({ id, body }) => ({
    service_code: id,
    service_name: body.name.vi,
    description: body.about?.vi ?? '',
    metadata: body.questions.length > 0,
    type: 'realtime',
    keywords: body.keywords.join(', '),
    group: groups.get(body.group) ?? body.group,
  }))
  return { root: 'services', of: 'service', items }
}

export const defineService = ({ id, body }: Definition<Category>): Answer => ({
  root: 'service_definition',
  item: { service_code: id, attributes: body.questions.map(attributeOf) },
})

const datatypes: Partial<Record<FieldType, string>> = {
  number: 'number',
  money: 'number',
  date: 'datetime',
  choice: 'singlevaluelist',
  yesNo: 'singlevaluelist',
  choices: 'multivaluelist',
}

/** What `yesNo` is answered with. */
const yesOrNo: readonly Item[] = [
  { key: 'true', name: 'Có' },
  { key: 'false', name: 'Không' },
]

function attributeOf(field: Field, at: number): Item {
  const values =
    field.type === 'yesNo' ? yesOrNo : (field.options ?? []).map(({ value, label }) => ({ key: value, name: label.vi }))
  return {
    variable: true,
    code: field.id,
    datatype: datatypes[field.type] ?? ((field.lines ?? 1) > 1 ? 'text' : 'string'),
    required: field.required === true,
    datatype_description: field.hint?.vi ?? '',
    order: at + 1,
    description: field.label.vi,
    ...(values.length > 0 && { values }),
  }
}

/** An answer as a form of the web sends it, in the type of its question. */
export function typed(field: Field, given: readonly string[]): unknown {
  const [first = ''] = given
  if (field.type === 'choices') return given
  if (field.type === 'yesNo') return first === 'true' ? true : first === 'false' ? false : first
  if (field.type === 'number' || field.type === 'money') return Number.isFinite(Number(first)) ? Number(first) : first
  return field.type === 'date' ? first.slice(0, 10) : first
}
