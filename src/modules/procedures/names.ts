import type { Context } from '#core/context'
import type { Text } from '#core/i18n'
import { listUnits } from '#modules/units'
import type { Procedure } from './definition.ts'
import { fieldsKind, lifeEventsKind } from './vocabulary.ts'

/** What the ids in a procedure are called. */

const common: Record<string, Text> = {
  commune: { vi: 'Ủy ban nhân dân xã, phường, đặc khu', en: "Commune People's Committee" },
  province: { vi: 'Ủy ban nhân dân tỉnh', en: "Provincial People's Committee" },
}

export const agencyName = (ctx: Context, agency: string): Text =>
  common[agency] ?? listUnits(ctx).find((unit) => unit.agency === agency)?.name ?? { vi: agency }

export const fieldName = (ctx: Context, { field, fieldName: own }: Procedure): Text =>
  listFields(ctx).find(({ id }) => id === field)?.name ?? own ?? { vi: field }

export const listFields = (ctx: Context) => ctx.definitions.find(fieldsKind, 'fields')?.body ?? []

export const listLifeEvents = (ctx: Context) => ctx.definitions.find(lifeEventsKind, 'life-events')?.body ?? []

export const findLifeEvent = (ctx: Context, id: string) => listLifeEvents(ctx).find((event) => event.id === id)
