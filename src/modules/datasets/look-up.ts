import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { say, type Text } from '#core/i18n'
import { searchKey } from '#core/text'
import { findUnit } from '#modules/units'
import { datasetKind, type Dataset } from './definition.ts'
import { mayReadInternal } from './policy.ts'
import { findRows } from './store.ts'

export type Column = { id: string; label: Text; type: Dataset['fields'][number]['type'] }
export type Found = { columns: Column[]; rows: string[][]; source: Text; asOf: string; remark: Text | undefined }

const most = 200

/**
 * The rows of a dataset that hold these words in these fields. Internal fields are neither searched nor shown, but for officials.
 * @throws notFound
 */
export async function lookUp(
  { ctx, db, actor }: { ctx: Context; db: Db; actor: Actor },
  dataset: string,
  asked: Readonly<Record<string, string>>,
  show: readonly string[],
): Promise<Found> {
  const { body } = ctx.definitions.get(datasetKind, dataset)
  const visible = new Set(mayReadInternal(actor) ? body.fields.map(({ id }) => id) : body.classes.public)
  const columns = show.flatMap((id) => body.fields.filter((field) => field.id === id && visible.has(id)))
  const words = Object.entries(asked)
    .map(([field, value]) => ({ field, words: searchKey(value) }))
    .filter((one) => one.words !== '' && visible.has(one.field))
  const rows = await findRows(db, dataset, words, most)
  return {
    columns,
    rows: rows.map((cells) => columns.map(({ id, type }) => shown(ctx, actor, type, cells[id] ?? ''))),
    source: body.source,
    asOf: body.asOf,
    remark: body.remark,
  }
}

function shown(ctx: Context, actor: Actor, type: Column['type'], value: string): string {
  const unit = type === 'unit' ? findUnit(ctx, value) : undefined
  return unit ? say(unit.name, actor.locale) : value
}
