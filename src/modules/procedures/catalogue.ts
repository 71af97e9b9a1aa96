import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import Papa from 'papaparse'
import { z } from 'zod'
import { invalid, notFound } from '#core/errors'

/** Reads the national catalogue as published: lines of JSON or CSV, plain or gzip, told apart by their content. */

/** A row's texts by our names; what a format does not carry is undefined. */
export type CatalogueRow = {
  line: number
  code: string
  name: string
  levels: string
  field: string
  audience: string
  decision: string
  url: string
  decidedBy: string
  performedBy: string
  steps?: string
  ways?: string
  waysColumn?: string
  papers?: string
  laws: string
  conditions?: string
  results?: string
  resultCodes?: string
}

export type RowProblem = { line: number; field: string; reason: string }
export type Catalogue = { read: number; rows: CatalogueRow[]; problems: RowProblem[] }

const largest = 512 * 1024 * 1024

/** @throws AppError `no-such-file`, `file-too-large`, `unknown-format` */
export async function readCatalogue(path: string): Promise<Catalogue> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw notFound('no-such-file', {
      vi: `Không đọc được tệp ${path}.`,
      en: `The file ${path} cannot be read: ${error instanceof Error ? error.message : ''}`,
    })
  })
  const text = decode(bytes).replace(/^\uFEFF/, '')
  const head = text.slice(0, 1_000_000).split('\n', 50)
  if (head.some((line) => line.trimStart().startsWith('{'))) return readLines(text)
  if (/\bcode\b.*\bname\b/i.test(head[0] ?? '')) return readTable(text)
  throw invalid('unknown-format', {
    vi: 'Tệp không phải danh mục thủ tục: cần các dòng JSON, hoặc CSV có các cột code và name.',
    en: 'The file is no procedure catalogue: lines of JSON, or CSV with the columns code and name, are expected.',
  })
}

function decode(bytes: Buffer): string {
  try {
    const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
    return (isGzip ? gunzipSync(bytes, { maxOutputLength: largest }) : bytes).toString('utf8')
  } catch {
    throw invalid('unknown-format', { vi: 'Không giải nén được tệp.', en: 'The file cannot be unpacked.' })
  }
}

const said = z
  .string()
  .nullish()
  .transform((text) => text ?? '')
/** The portal's own field names. */
const JsonRow = z
  .object({
    ma_thu_tuc: z.string(),
    ten_thu_tuc: z.string(),
    cap_thuc_hien: said,
    linh_vuc: said,
    doi_tuong_thuc_hien: said,
    so_quyet_dinh: said,
    detail_url: said,
    co_quan_co_tham_quyen: said,
    co_quan_thuc_hien: said,
    trinh_tu_thuc_hien: said,
    cach_thuc_thuc_hien: said,
    thanh_phan_ho_so: said,
    can_cu_phap_ly: said,
    yeu_cau_dieu_kien: said,
    ket_qua_xu_ly: said,
  })
  .transform((row) => ({
    code: row.ma_thu_tuc,
    name: row.ten_thu_tuc,
    levels: row.cap_thuc_hien,
    field: row.linh_vuc,
    audience: row.doi_tuong_thuc_hien,
    decision: row.so_quyet_dinh,
    url: row.detail_url,
    decidedBy: row.co_quan_co_tham_quyen,
    performedBy: row.co_quan_thuc_hien,
    steps: row.trinh_tu_thuc_hien,
    ways: row.cach_thuc_thuc_hien,
    papers: row.thanh_phan_ho_so,
    laws: row.can_cu_phap_ly,
    conditions: row.yeu_cau_dieu_kien,
    results: row.ket_qua_xu_ly,
  }))

function readLines(text: string): Catalogue {
  const found: Catalogue = { read: 0, rows: [], problems: [] }
  text.split('\n').forEach((written, index) => {
    if (written.trim() === '') return
    found.read++
    take(found, index + 1, JsonRow, parseJson(written))
  })
  return found
}

function parseJson(written: string): unknown {
  try {
    return JSON.parse(written)
  } catch {
    return undefined
  }
}

const CsvRow = z
  .object({
    code: z.string(),
    name: z.string(),
    decision: said,
    level: said,
    field: said,
    target: said,
    competent_agency: said,
    performing_agency: said,
    methods: said,
    legal_docs: said,
    result_codes: said,
    url: said,
  })
  .transform(({ level, target, competent_agency, performing_agency, methods, legal_docs, result_codes, ...row }) => ({
    ...row,
    levels: level,
    audience: target,
    decidedBy: competent_agency,
    performedBy: performing_agency,
    waysColumn: methods,
    laws: legal_docs,
    resultCodes: result_codes,
  }))

/** A cell may hold line breaks: a row's line is where it begins. */
function readTable(text: string): Catalogue {
  const found: Catalogue = { read: 0, rows: [], problems: [] }
  let [from, line] = [text.indexOf('\n') + 1, 2]
  Papa.parse<unknown>(text, {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (name) => name.trim().toLowerCase(),
    step({ data, errors, meta }) {
      found.read++
      const [broken] = errors
      if (broken) found.problems.push({ line, field: '', reason: broken.message })
      else take(found, line, CsvRow, data)
      line += text.slice(from, meta.cursor).split('\n').length - 1
      from = meta.cursor
    },
  })
  return found
}

function take(found: Catalogue, line: number, schema: z.ZodType<Omit<CatalogueRow, 'line'>>, raw: unknown): void {
  const parsed = schema.safeParse(raw)
  if (parsed.success) return void found.rows.push({ ...parsed.data, line })
  const [issue] = parsed.error.issues
  const isObject = typeof raw === 'object' && raw !== null
  found.problems.push({
    line,
    field: issue?.path.join('.') ?? '',
    reason: isObject ? (issue?.message ?? 'is not valid') : 'the line is no JSON object',
  })
}
