export type SerialRow = {
  unit: string
  sign: string
  year: number
  last: number
}

export type DocumentRow = {
  code: string
  kind: string
  record: string
  unit: string
  unit_name: string
  number: string
  procedure_name: string | null
  case_code: string | null
  holder: string
  issued_at: Date
  issued_by: string
  digest: string
  content: Buffer
  file_digest: string | null
  file_sealed: string | null
  version: number
  revoked_at: Date | null
  revoked_because: string | null
}

export type Tables = {
  'documents.serial': SerialRow
  'documents.document': DocumentRow
}
