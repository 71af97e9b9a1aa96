/** Answers of GeoReport v2 in both formats: the same names, nested as the specification nests them. */

export type Format = 'json' | 'xml'
export type Value = string | number | boolean | undefined | readonly (Item | string)[]
export type Item = { readonly [name: string]: Value }

/** What an answer holds: its root and, for a list, the name of one. */
export type Answer = { root: string; of: string; items: readonly Item[] } | { root: string; item: Item }

/** Names of the entries of lists within an item. */
const entryOf: Readonly<Record<string, string>> = {
  attributes: 'attribute',
  values: 'value',
  endpoints: 'endpoint',
  formats: 'format',
}

export const mediaTypes: Readonly<Record<Format, string>> = {
  json: 'application/json; charset=utf-8',
  xml: 'text/xml; charset=utf-8',
}

export const write = (answer: Answer, format: Format): string =>
  format === 'json' ? JSON.stringify('items' in answer ? answer.items : answer.item) : writeXml(answer)

function writeXml(answer: Answer): string {
  const inner =
    'items' in answer ? answer.items.map((item) => tag(answer.of, fields(item))).join('') : fields(answer.item)
  return `<?xml version="1.0" encoding="utf-8"?>\n${tag(answer.root, inner)}`
}

const tag = (name: string, inner: string): string => `<${name}>${inner}</${name}>`

const fields = (item: Item): string =>
  Object.entries(item)
    .map(([name, value]) => (value === undefined ? '' : tag(name, inside(name, value))))
    .join('')

const inside = (name: string, value: Exclude<Value, undefined>): string =>
  typeof value === 'object'
    ? value.map((one) => tag(entryOf[name] ?? 'item', typeof one === 'string' ? escapeXml(one) : fields(one))).join('')
    : escapeXml(String(value))

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** XML 1.0 has no place for most control characters, not even escaped. */
const escapeXml = (text: string): string =>
  /[&<>"\p{Cc}\uFFFE\uFFFF]/u.test(text)
    ? text.replace(/[&<>"]/g, (mark) => marks[mark] ?? mark).replace(/(?![\t\n\r])[\p{Cc}\uFFFE\uFFFF]/gu, '')
    : text
