import { z } from 'zod'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { conflict, notFound } from '#core/errors'
import { emit, emitMany, scopeOf } from '#core/events'
import { documentIssued, documentRevoked } from './events.ts'
import { newCode } from './codes.ts'
import { dataFileOf, Statement } from './statement.ts'
import { canonical, digestOf, maskName, numberOf, yearOf } from './rules.ts'
import * as store from './store.ts'
import { templates, type FieldsOf, type Kind } from './templates.ts'
import { Issuer } from './templates/template.ts'

export type IssueRequest<K extends Kind = Kind> = {
  kind: K
  /** the record that the document belongs to, as its owner names it: `case/H50.…`; its rights are asked there */
  record: string
  /** the unit that issues: its code, and how it signs */
  unit: string
  issuer: z.input<typeof Issuer>
  /** whose document it is; the public sees the name masked */
  holder: string
  fields: FieldsOf<K>
  issuedAt: Date
  procedureName?: string
  caseCode?: string
  /** the sign in the number where the template has none, as QĐ-UBND in 05/QĐ-UBND */
  sign?: string
  /** what the document says, as data beside its page: it gets a JSON file of its own */
  statement?: Statement
}

export type Issued = { code: string; kind: Kind; number: string; digest: string }

/** What is sealed: all that the page shows and the row does not say openly. */
export const Content = z.strictObject({
  issuer: Issuer,
  holder: z.string(),
  fields: z.unknown(),
  statement: Statement.optional(),
})

/**
 * Issues one document, in the command's transaction: gives it its number and code, and seals its content. The page is
 * drawn from the content when it is first asked for (`filed.ts`).
 */
export async function issue<K extends Kind>(db: Db, ctx: Context, request: IssueRequest<K>): Promise<Issued> {
  const [issued] = await issueMany(db, ctx, [request])
  if (!issued) throw new Error('nothing was issued')
  return issued
}

/** Issues many documents with three statements; answers in the order asked. */
export async function issueMany(db: Db, ctx: Context, requests: readonly IssueRequest[]): Promise<Issued[]> {
  if (requests.length === 0) return []
  const numbers = await numbersFor(db, requests)
  const by = scopeOf(db).actor
  const rows = requests.map((request, index) => rowOf(ctx, request, numbers[index] ?? '', by))
  await store.addDocuments(db, rows)
  await emitMany(
    db,
    documentIssued,
    rows.map((row) => ({
      record: `document/${row.code}`,
      version: 1,
      unit: row.unit,
      occurredAt: row.issued_at,
      payload: { kind: row.kind, about: row.record, number: row.number, digest: row.digest },
    })),
  )
  return rows.map((row, index) => ({
    code: row.code,
    kind: requests[index]?.kind ?? 'result',
    number: row.number,
    digest: row.digest,
  }))
}

async function numbersFor(db: Db, requests: readonly IssueRequest[]): Promise<string[]> {
  const wanted = requests.map((request) => {
    const own = templates[request.kind].sign
    const sign = own === undefined ? request.sign : `${own}-${request.issuer.abbreviation}`
    return sign === undefined ? undefined : { unit: request.unit, sign, year: yearOf(request.issuedAt) }
  })
  const series = new Map<string, store.Series>()
  for (const one of wanted) {
    if (one === undefined) continue
    const known = series.get(store.keyOf(one))
    if (known) known.count += 1
    else series.set(store.keyOf(one), { ...one, count: 1 })
  }
  if (series.size === 0) return wanted.map(() => '')
  const counted = [...series.values()]
  const last = await store.takeNumbers(db, counted)
  const next = new Map(counted.map((one, index) => [store.keyOf(one), (last[index] ?? 0) - one.count]))
  return wanted.map((one) => {
    if (one === undefined) return ''
    const serial = (next.get(store.keyOf(one)) ?? 0) + 1
    next.set(store.keyOf(one), serial)
    return numberOf(serial, one.sign)
  })
}

function rowOf(ctx: Context, request: IssueRequest, number: string, by: string): store.NewDocument {
  const fields = templates[request.kind].parse(request.fields)
  const { holder, statement } = request
  const content = { issuer: Issuer.parse(request.issuer), holder, fields, ...(statement && { statement }) }
  const sealed = canonical(content satisfies z.input<typeof Content>)
  const row = {
    code: newCode(),
    kind: request.kind,
    record: request.record,
    unit: request.unit,
    unit_name: [request.issuer.name, request.issuer.parent].filter((part) => part !== undefined).join(', '),
    number,
    procedure_name: request.procedureName ?? null,
    case_code: request.caseCode ?? null,
    holder: maskName(holder),
    issued_at: request.issuedAt,
    issued_by: by,
    digest: digestOf(sealed),
    content: ctx.vault.seal(sealed),
  }
  return { ...row, data_digest: statement ? digestOf(dataFileOf(row, content)) : null }
}

/** Declares a document void: it stays, and whoever checks it is told. @throws notFound, conflict */
export async function revoke(db: Db, code: string, because: string, at: Date): Promise<void> {
  const row = await store.lockDocument(db, code)
  if (!row)
    throw notFound('document-not-found', { vi: 'Không tìm thấy văn bản này.', en: 'There is no such document.' })
  if (row.revoked_at)
    throw conflict('document-revoked', { vi: 'Văn bản này đã bị thu hồi.', en: 'This document was revoked before.' })
  await store.revokeDocument(db, row, at, because)
  await emit(db, documentRevoked, {
    record: `document/${code}`,
    version: row.version + 1,
    unit: row.unit,
    occurredAt: at,
    payload: { kind: row.kind, about: row.record, number: row.number },
  })
}

/** Declares every valid document of a kind that was issued for a record void. */
export async function revokeAll(
  db: Db,
  about: { record: string; kind: Kind },
  because: string,
  at: Date,
): Promise<void> {
  for (const { code, kind, revoked_at: revoked } of await store.listDocuments(db, about.record))
    if (kind === about.kind && revoked === null) await revoke(db, code, because, at)
}
