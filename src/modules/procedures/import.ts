import { system } from '#core/actor'
import { transact } from '#core/call'
import type { Context } from '#core/context'
import { findUnit, provinceUnit, serviceCentreOf } from '#modules/units'
import { readCatalogue, type CatalogueRow, type RowProblem } from './catalogue.ts'
import { entryOf, type CatalogueEntry } from './catalogue-entry.ts'
import { fieldsByName } from './competence.ts'
import { ProcedureCode } from './definition.ts'
import { procedureKind } from './kind.ts'
import { cleanLine } from './published-text.ts'
import { fieldsKind } from './vocabulary.ts'

/** A problem of severity `warning` did not keep its row out: it says what was assumed where the row contradicts itself. */
export type ImportProblem = RowProblem & { severity: 'error' | 'warning' }
export type ImportReport = {
  read: number
  added: number
  changed: number
  unchanged: number
  rejected: number
  problems: ImportProblem[]
}
export type ImportOptions = { onProgress?: (done: number, of: number) => void }

const batchSize = 250

/**
 * Takes the national catalogue of procedures (JSON lines or CSV, gzip opened by itself) into the definitions. A repeat updates
 * what changed and adds nothing; a bad row is reported and the others go in; a procedure of the pack hides its imported one.
 * @throws AppError `no-such-file`, `unknown-format`
 */
export async function importProcedures(ctx: Context, path: string, options: ImportOptions = {}): Promise<ImportReport> {
  const catalogue = await readCatalogue(path)
  const report: ImportReport = { read: catalogue.read, added: 0, changed: 0, unchanged: 0, rejected: 0, problems: [] }
  for (const problem of catalogue.problems) reject(report, problem)
  const ground = { fields: fieldsByName(ctx.definitions.find(fieldsKind, 'fields')?.body ?? []), office: officeOf(ctx) }
  const lines = new Map<string, number>()
  const entries = catalogue.rows.flatMap((row) => {
    const fault = faultOf(row, lines)
    if (fault) return reject(report, { line: row.line, ...fault })
    lines.set(row.code.trim(), row.line)
    return [{ line: row.line, ...entryOf({ ...row, code: row.code.trim() }, ground) }]
  })
  for (let from = 0; from < entries.length; from += batchSize) {
    await writeBatch(ctx, entries.slice(from, from + batchSize), report)
    options.onProgress?.(Math.min(from + batchSize, entries.length), entries.length)
  }
  await ctx.definitions.refresh(ctx.db)
  report.problems.sort((a, b) => a.line - b.line)
  return report
}

/** The department to which the province's own service centre belongs (NĐ 118/2025/NĐ-CP): the Office of its People's Committee. */
function officeOf(ctx: Context): string | undefined {
  const { parent } = serviceCentreOf(ctx, provinceUnit(ctx).code)
  return parent === undefined ? undefined : findUnit(ctx, parent)?.agency
}

function reject(report: ImportReport, problem: RowProblem): [] {
  report.rejected++
  report.problems.push({ ...problem, severity: 'error' })
  return []
}

function faultOf(row: CatalogueRow, lines: ReadonlyMap<string, number>): Omit<RowProblem, 'line'> | undefined {
  const code = row.code.trim()
  if (!ProcedureCode.safeParse(code).success)
    return { field: 'code', reason: `"${cleanLine(code).slice(0, 40)}" is no procedure code: 1.001193 or 1.014464.H50` }
  const earlier = lines.get(code)
  if (earlier !== undefined) return { field: 'code', reason: `${code} stands in line ${earlier} already` }
  if (cleanLine(row.name) === '') return { field: 'name', reason: 'is empty' }
  return undefined
}

async function writeBatch(ctx: Context, batch: readonly (CatalogueEntry & { line: number })[], report: ImportReport) {
  const answer = await transact(ctx, system, { origin: 'import' }, (db) =>
    ctx.definitions.import(db, procedureKind, batch),
  )
  report.added += answer.added.length
  report.changed += answer.changed.length
  report.unchanged += answer.unchanged.length
  const lineOf = new Map(batch.map(({ id, line }) => [id, line]))
  for (const { id, path, message } of answer.rejected)
    reject(report, { line: lineOf.get(id) ?? 0, field: path, reason: message })
  const rejected = new Set(answer.rejected.map(({ id }) => id))
  for (const { id, line, doubts } of batch)
    for (const doubt of rejected.has(id) ? [] : doubts) report.problems.push({ line, ...doubt, severity: 'warning' })
}
