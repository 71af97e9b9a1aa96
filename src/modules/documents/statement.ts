import { z } from 'zod'
import { canonical } from './rules.ts'

const Text = z.strictObject({ vi: z.string(), en: z.string().optional() })

/** What a document says, value by value; `text` is how its page writes it. */
export const Statement = z.strictObject({
  /** what kind of paper it is to its holder: birth-certificate */
  paper: z.string(),
  title: Text,
  validUntil: z.iso.date().optional(),
  values: z.array(
    z.strictObject({
      path: z.string(),
      section: Text,
      label: Text,
      type: z.string(),
      value: z.json(),
      text: z.string(),
    }),
  ),
})
export type Statement = z.output<typeof Statement>

type Head = {
  code: string
  number: string
  unit: string
  unit_name: string
  procedure_name: string | null
  case_code: string | null
  issued_at: Date
}

/**
 * The JSON file of a document, the same bytes for ever: its SHA-256 was kept when the document was issued, and whoever checks the
 * code is told it. The shape is described in docs/how-to/read-a-paper-as-data.md.
 */
export const dataFileOf = (head: Head, content: { holder: string; statement?: Statement | undefined }): string =>
  `${canonical({
    format: 'tinhso-paper',
    version: 1,
    code: head.code,
    number: head.number,
    issuer: { unit: head.unit, name: head.unit_name },
    issuedAt: head.issued_at.toISOString(),
    holder: content.holder,
    procedure: head.procedure_name,
    case: head.case_code,
    ...content.statement,
  })}\n`
