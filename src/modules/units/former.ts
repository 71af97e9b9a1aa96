import { z } from 'zod'
import { defineKind, type Check } from '#core/definitions'
import { IsoDate } from '#core/definitions/words'

const Cell = z.string().trim().normalize('NFC')
const orEmpty = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((cell) => (cell === '' ? undefined : cell), item.optional())

/**
 * A row of `former-units.csv`: a unit that has ended, and what it became. A unit that was divided has one row for each part. A
 * unit without `becomes` became all that the units below it became: a district its communes.
 */
const FormerRow = z.strictObject({
  code: orEmpty(Cell.regex(/^\d{2,5}$/, 'a code of two, three or five digits')),
  name: Cell.min(1, 'is empty'),
  kind: z.enum(['province', 'district', 'commune']),
  parent: orEmpty(Cell),
  since: orEmpty(IsoDate),
  ended: IsoDate,
  becomes: orEmpty(Cell),
  basis: Cell.min(1, 'is empty'),
})

export type FormerRow = z.output<typeof FormerRow>

export const formerUnitsKind = defineKind({
  kind: 'former-units',
  file: 'former-units.csv',
  schema: z.array(FormerRow),
  check: checkFormer,
})

function checkFormer(rows: readonly FormerRow[], check: Check): void {
  const codes = new Set([...check.names('unit'), ...rows.flatMap((row) => row.code ?? [])])
  const parents = new Set(rows.flatMap((row) => row.parent ?? []))
  for (const [at, row] of rows.entries()) {
    if (row.since !== undefined && row.since >= row.ended)
      check.error([at, 'ended'], `ended before it began, ${row.since}`)
    if (row.becomes !== undefined && !codes.has(row.becomes)) check.refer('unit', row.becomes, [at, 'becomes'])
    if (row.parent !== undefined && !codes.has(row.parent))
      check.error([at, 'parent'], `no former unit "${row.parent}"`)
    if (row.becomes === undefined && !(row.code && parents.has(row.code)))
      check.error([at, 'becomes'], 'what it became is not written, and no unit stood below it')
  }
}
