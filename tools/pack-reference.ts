/** The reference page of the pack's language, made from the schemas: every field, what it takes, what holds when it is left out. */

type Shape = Record<string, unknown>
type Part = { title: string; schema: Shape }
type Row = { path: string; takes: string; otherwise: string; about: string }

const isShape = (value: unknown): value is Shape => typeof value === 'object' && value !== null && !Array.isArray(value)
const shapesOf = (value: unknown): Shape[] => (Array.isArray(value) ? value.filter(isShape) : [])

export function referenceOf(parts: readonly Part[]): string {
  const defined = new Map(
    parts.flatMap(({ schema }) => Object.entries(isShape(schema['$defs']) ? schema['$defs'] : {})),
  )
  const words = [...defined].map(([name, shape]) => `- **${name}**: ${aboutOf(isShape(shape) ? shape : {})}`)
  return [
    '# The language of a pack',
    'Made by `node tools/schemas.ts` from the schemas that check a pack; do not edit. A field that is not written has the default named here.',
    ['Words that stand everywhere:', '', ...words.toSorted()].join('\n'),
    ...parts.map(section),
  ]
    .join('\n\n')
    .concat('\n')
}

function section({ title, schema }: Part): string {
  const rows = rowsOf(schema, '', new Set(requiredOf(schema)))
  return [
    `## \`${title}\``,
    '',
    '| Field | Takes | Left out | |',
    '|---|---|---|---|',
    ...rows.map(({ path, takes, otherwise, about }) => `| \`${path}\` | ${takes} | ${otherwise} | ${about} |`),
  ].join('\n')
}

/** One row a field; what lies inside a field follows it. */
function rowsOf(shape: Shape, path: string, required: ReadonlySet<string>): Row[] {
  const fields = Object.entries(isShape(shape['properties']) ? shape['properties'] : {})
  const rows = fields.flatMap(([name, field]) =>
    isShape(field) ? rowsOfField(field, path ? `${path}.${name}` : name, required.has(name)) : [],
  )
  const entry = shape['additionalProperties']
  if (isShape(entry)) rows.push(...rowsOfField(entry, path ? `${path}.<name>` : '<name>', false))
  if (isShape(shape['items'])) rows.push(...inside(shape['items'], `${path}[]`))
  return rows
}

const rowsOfField = (field: Shape, path: string, required: boolean): Row[] => [
  {
    path,
    takes: takesOf(field),
    otherwise: required ? 'must be written' : 'default' in field ? `\`${JSON.stringify(field['default'])}\`` : '',
    about: escape(aboutOf(field)),
  },
  ...inside(field, path),
]

function inside(shape: Shape, path: string): Row[] {
  const alternatives = [...shapesOf(shape['anyOf']), ...shapesOf(shape['oneOf'])]
  if (alternatives.length === 0) return rowsOf(shape, path, new Set(requiredOf(shape)))
  // Alternatives share most of their fields: each field is told once.
  const seen = new Map<string, Row>()
  for (const row of alternatives.flatMap((one) => rowsOf(one, path, new Set(requiredOf(one))))) {
    const known = seen.get(row.path)
    if (known && !known.takes.split(', ').includes(row.takes)) known.takes += `, ${row.takes}`
    else if (!known) seen.set(row.path, row)
  }
  return [...seen.values()]
}

const requiredOf = (shape: Shape): string[] =>
  Array.isArray(shape['required']) ? shape['required'].filter((name) => typeof name === 'string') : []

const aboutOf = (shape: Shape): string => (typeof shape['description'] === 'string' ? shape['description'] : '')
const escape = (text: string): string => text.replaceAll('|', '\\|')

function takesOf(shape: Shape): string {
  const reference = shape['$ref']
  if (typeof reference === 'string') return reference.split('/').at(-1) ?? ''
  if ('const' in shape) return `\`${String(shape['const'])}\``
  if (Array.isArray(shape['enum'])) return shape['enum'].map((value) => `\`${String(value)}\``).join(', ')
  const alternatives = [...shapesOf(shape['anyOf']), ...shapesOf(shape['oneOf']), ...shapesOf(shape['allOf'])]
  if (alternatives.length > 0) return [...new Set(alternatives.map(takesOf))].join(' or ')
  if (shape['type'] === 'array') return isShape(shape['items']) ? `list of ${takesOf(shape['items'])}` : 'list'
  if (shape['type'] === 'object') return isShape(shape['additionalProperties']) ? 'named entries' : 'fields'
  return typeof shape['type'] === 'string' ? shape['type'] : 'anything'
}
