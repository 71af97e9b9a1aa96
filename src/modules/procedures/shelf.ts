import type { Context } from '#core/context'
import { dayOf } from '#core/days'
import type { Definition } from '#core/definitions'
import type { Text } from '#core/i18n'
import { alphabetKey } from '#core/text'
import type { Procedure } from './definition.ts'
import { procedureKind } from './kind.ts'
import { agencyName, fieldName } from './names.ts'
import { indexOf, type Entry, type SearchIndex } from './search.ts'
import type { Synonyms } from './synonyms.ts'
import { synonymsKind } from './vocabulary.ts'

/** All procedures in force today as lists show them, with their search; made anew when a definition changes. */
export type ShelfItem = {
  code: string
  id: string
  name: Text
  field: string
  fieldName: Text
  agency: string
  agencyName: Text
  level: 'commune' | 'province'
  online: Procedure['online']
  lifeEvents: readonly string[]
  source: Definition<Procedure>['source']
}
export type ProcedureShelf = { items: readonly ShelfItem[]; byCode: ReadonlyMap<string, ShelfItem>; index: SearchIndex }

const shelves = new WeakMap<Context, { key: string; shelf: ProcedureShelf }>()

export function shelfOf(ctx: Context): ProcedureShelf {
  const revisions = [procedureKind, synonymsKind].map((kind) => ctx.definitions.revision(kind))
  const key = [dayOf(ctx.clock()), ...revisions].join(' ')
  const known = shelves.get(ctx)
  if (known?.key === key) return known.shelf
  const shelf = buildShelf(ctx)
  shelves.set(ctx, { key, shelf })
  return shelf
}

function buildShelf(ctx: Context): ProcedureShelf {
  const definitions = ctx.definitions.list(procedureKind)
  const items = byUse(definitions.map((definition) => itemOf(ctx, definition)))
  return {
    items,
    byCode: new Map(items.map((item) => [item.code, item])),
    index: indexOf(definitions.map(entryOf), synonymsOf(ctx)),
  }
}

/** The pack's everyday words. */
export const synonymsOf = (ctx: Context): Synonyms =>
  ctx.definitions.find(synonymsKind, 'synonyms')?.body ?? { means: {}, ignore: [] }

function itemOf(ctx: Context, { id, source, body }: Definition<Procedure>): ShelfItem {
  return {
    code: body.code,
    id,
    name: body.name,
    field: body.field,
    fieldName: fieldName(ctx, body),
    agency: body.competent,
    agencyName: agencyName(ctx, body.competent),
    level: body.competent === 'commune' ? 'commune' : 'province',
    online: body.online,
    lifeEvents: body.lifeEvents,
    source,
  }
}

/** Without a search: what the province wrote itself first, then what communes do, then by name. */
function byUse(items: readonly ShelfItem[]): ShelfItem[] {
  const order = new Map(
    items.map((item) => [
      item,
      `${item.source === 'pack' ? 0 : 1}${item.level === 'commune' ? 0 : 1}${alphabetKey(item.name.vi)}`,
    ]),
  )
  const of = (item: ShelfItem) => order.get(item) ?? ''
  return items.toSorted((a, b) => (of(a) < of(b) ? -1 : 1))
}

/** A title that lists several acts is found by each of them. */
const partsOf = (title: string): string[] => {
  const parts = title.split(';').filter((part) => part.trim().split(' ').length >= 4)
  return parts.length > 1 ? [title, ...parts] : [title]
}

const beside = /\s*\((?:thực hiện|cấp)[^)]*\)?/giu

/** Asked for by name; otherwise the act itself is meant. */
const undoing = /^(?:đăng ký )?(?:xóa|xoá|thu hồi|chấm dứt|hủy|huỷ|trả lại|rút|đình chỉ) /iu

/** People look for what communes do, and what is for citizens, more often than for the rest of the catalogue. */
function entryOf({ source, body }: Definition<Procedure>): Entry {
  const { name, aliases, competent, audience, source: origin } = body
  const ministry = origin?.includes('Cấp bộ') && !/Cấp (tỉnh|xã)/u.test(origin)
  const level = competent === 'commune' ? 1 : ministry ? 0.9 : 0.97
  const usual = source === 'pack' ? 1.04 : level * (audience.includes('citizen') ? 1 : 0.97)
  const weight = undoing.test(name.vi) ? usual * 0.95 : usual
  return {
    code: body.code,
    texts: [...partsOf(name.vi.replace(beside, '')), ...(name.en ? [name.en] : []), ...aliases],
    weight,
  }
}
