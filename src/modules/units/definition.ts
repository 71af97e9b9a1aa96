import { z } from 'zod'
import { defineKind, type Check } from '#core/definitions'
import { Id, IsoDate, TextWords } from '#core/definitions/words'
import type { Text } from '#core/i18n'

export const unitKinds = ['province', 'department', 'office', 'centre', 'commune'] as const
export const communeTypes = ['commune', 'ward', 'special-zone'] as const
export const UnitKind = z.enum(unitKinds)
export const CommuneType = z.enum(communeTypes)
export type UnitKindName = z.infer<typeof UnitKind>

/** Below which kinds of unit a kind may stand. */
const parentsOf: Record<UnitKindName, readonly UnitKindName[]> = {
  province: [],
  department: ['province'],
  office: ['province', 'department'],
  centre: ['province', 'department', 'commune'],
  commune: ['province'],
}

/** The grammar of `province.yaml`; the calendar reads its part of the same file. */
export const provinceKind = defineKind({
  kind: 'province',
  file: 'province.yaml',
  required: true,
  schema: z.strictObject({
    name: TextWords,
    code: z.string().regex(/^\d{2}$/, 'two digits, in quotes: "44" (QĐ 19/2025/QĐ-TTg)'),
    agencyCode: z.string().regex(/^[A-Y]\d{2}$/, 'a letter and two digits: H50 (QĐ 20/2020/QĐ-TTg)'),
    languages: z
      .array(z.enum(['vi', 'en']))
      .min(1)
      .default(['vi', 'en']),
    timeZone: z.literal('Asia/Ho_Chi_Minh').default('Asia/Ho_Chi_Minh'),
    officeHours: z.unknown().optional(),
    lastHour: z.unknown().optional(),
    dueAt: z.unknown().optional(),
    map: z.strictObject({ centre: z.tuple([z.number(), z.number()]), zoom: z.number().min(0).max(22) }),
    filing: z.enum(['own', 'national']).default('own'),
    sources: z.record(z.string(), z.array(z.string())).default({}),
  }),
})

const Cell = z.string().trim().normalize('NFC')
const Filled = Cell.min(1, 'is empty')
const orEmpty = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((cell) => (cell === '' ? undefined : cell), item.optional())
const Coordinate = (least: number, most: number, word: string) =>
  z.coerce.number(`${word} in degrees`).min(least, `${word} in degrees`).max(most, `${word} in degrees`)

/** A row of `units.csv`: one unit of today. */
const UnitRow = z
  .strictObject({
    code: Filled.regex(/^[A-Z0-9.]{2,35}$/, 'an official code (19333) or an agency code (H50.006)'),
    agencyCode: orEmpty(z.string().regex(/^[A-Y]\d{2}(\.[A-Z0-9]+)*$/, 'an agency code: H50.106 (QĐ 20/2020/QĐ-TTg)')),
    kind: UnitKind,
    type: orEmpty(CommuneType),
    id: orEmpty(Id),
    name: Filled,
    nameEn: orEmpty(Cell),
    parent: orEmpty(Cell),
    since: IsoDate,
    lat: orEmpty(Coordinate(-90, 90, 'a latitude')),
    lon: orEmpty(Coordinate(-180, 180, 'a longitude')),
    areaKm2: orEmpty(z.coerce.number('an area in km²').positive('an area in km²')),
  })
  .transform(({ name, nameEn, agencyCode, lat, lon, ...row }) => ({
    ...row,
    name: { vi: name, ...(nameEn && { en: nameEn }) } satisfies Text,
    agencyCode: agencyCode ?? row.code,
    /** How other definitions name it: `department/agriculture`. */
    agency: row.id && `${row.kind}/${row.id}`,
    position: lat === undefined || lon === undefined ? undefined : ([lon, lat] satisfies [number, number]),
  }))

export type UnitRow = z.output<typeof UnitRow>

export const unitsKind = defineKind({
  kind: 'units',
  file: 'units.csv',
  required: true,
  schema: z.array(UnitRow).min(1),
  declares: (rows) => ({ unit: rows.map((row) => row.code), agency: rows.flatMap((row) => row.agency ?? []) }),
  check: checkUnits,
})

function checkUnits(rows: readonly UnitRow[], check: Check): void {
  const byCode = new Map(rows.map((row) => [row.code, row]))
  const seen = new Map<string, string>()
  const once = (value: string | undefined, column: string, at: number): void => {
    if (value !== undefined && seen.has(`${column} ${value}`)) check.error([at, column], `${value} stands twice`)
    else seen.set(`${column} ${value}`, value ?? '')
  }
  for (const [at, row] of rows.entries()) {
    once(row.code, 'code', at)
    once(row.agencyCode, 'agencyCode', at)
    once(row.agency, 'id', at)
    if (row.kind === 'province') once('the province', 'kind', at)
    if ((row.kind === 'department' || row.kind === 'office') && !row.id)
      check.error([at, 'id'], 'is empty: procedures name it by its id')
    if (row.kind === 'commune' && !row.type) check.error([at, 'type'], `one of ${communeTypes.join(', ')}`)
    if (row.kind === 'commune' && !row.position) check.error([at, 'lat'], 'a commune needs a position')
    checkParent(row, at, byCode, check)
  }
  const withCentre = new Set(rows.filter((row) => row.kind === 'centre').map((row) => row.parent))
  for (const [at, row] of rows.entries())
    if (row.kind === 'commune' && !withCentre.has(row.code))
      check.error([at], `${row.name.vi} has no public administration service centre (NĐ 118/2025/NĐ-CP)`)
  if (!rows.some((row) => row.kind === 'province')) check.error([0, 'kind'], 'there is no province')
}

function checkParent(row: UnitRow, at: number, byCode: ReadonlyMap<string, UnitRow>, check: Check): void {
  const allowed = parentsOf[row.kind]
  const parent = row.parent === undefined ? undefined : byCode.get(row.parent)
  if (row.parent !== undefined && !parent) check.refer('unit', row.parent, [at, 'parent'])
  else if (allowed.length > 0 && !(parent && allowed.includes(parent.kind)))
    check.error([at, 'parent'], `must be a ${allowed.join(' or a ')}`)
  else if (allowed.length === 0 && parent) check.error([at, 'parent'], 'the province stands below no other unit')
}
