import type { Context } from '#core/context'
import type { Definition } from '#core/definitions'
import type { Field, FieldType } from '#core/forms/model'
import { categoriesIn, rulesIn } from '../catalogue.ts'
import type { Category } from '../definition.ts'
import { optionsOf } from '../details.ts'
import type { Answer, Item } from './format.ts'

/** Categories as services of GeoReport v2; their questions as attributes. */

export function listServices(ctx: Context): Answer {
  const groups = new Map(rulesIn(ctx).groups.map(({ id, name }) => [id, name.vi]))
  const items = categoriesIn(ctx).map(({ id, body }) => ({
    service_code: id,
    service_name: body.name.vi,
    description: body.about?.vi ?? '',
    metadata: body.questions.length > 0,
    // The answer to POST is a token, which gives the identifier at once.
    type: 'batch',
    keywords: body.keywords.join(', '),
    group: groups.get(body.group) ?? body.group,
  }))
  return { root: 'services', of: 'service', items }
}

export const defineService = (ctx: Context, { id, body }: Definition<Category>): Answer => ({
  root: 'service_definition',
  item: {
    service_code: id,
    attributes: body.questions
      .filter(({ type }) => type !== 'file')
      .map((field, at) => attributeOf(ctx, field, at + 1)),
  },
})

const datatypes: Partial<Record<FieldType, string>> = {
  number: 'number',
  money: 'number',
  date: 'datetime',
  choice: 'singlevaluelist',
  yesNo: 'singlevaluelist',
  unit: 'singlevaluelist',
  choices: 'multivaluelist',
}

function attributeOf(ctx: Context, field: Field, order: number): Item {
  const values = optionsOf(ctx, field).map(({ value, label }) => ({ key: value, name: label.vi }))
  return {
    variable: true,
    code: field.id,
    datatype: datatypes[field.type] ?? ((field.lines ?? 1) > 1 ? 'text' : 'string'),
    required: field.required === true,
    datatype_description: field.hint?.vi ?? '',
    order,
    description: field.label.vi,
    ...(values.length > 0 && { values }),
  }
}

/** An answer as a form of the web sends it, in the type of its question. */
export function typed(field: Field, given: readonly string[]): unknown {
  const [first = ''] = given
  switch (field.type) {
    case 'choices':
      return given
    case 'yesNo':
      return first === 'true' ? true : first === 'false' ? false : first
    case 'number':
    case 'money':
      return Number.isFinite(Number(first)) ? Number(first) : first
    case 'date':
      return first.slice(0, 10)
    case 'address':
      return { line: first }
    default:
      return first
  }
}
