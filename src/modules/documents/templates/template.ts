import type { Content } from 'pdfmake'
import { z } from 'zod'
import type { Text } from '#core/i18n'

/** The body that issues a document, as its name stood on that day (NĐ 30/2020/NĐ-CP, Annex I, boxes 2 and 4). */
export const Issuer = z.object({
  parent: z.string().optional(),
  name: z.string(),
  abbreviation: z.string(),
  place: z.string(),
})
export type Issuer = z.output<typeof Issuer>

/** What every document carries beside its own fields. */
export type Head = { issuer: Issuer; number: string; issuedAt: Date; code: string; checkUrl: string }

export const Signer = z.object({ power: z.string().optional(), title: z.string(), name: z.string() })
export type Signer = z.output<typeof Signer>

export type Page = { size: 'A4' | 'A5'; orientation: 'portrait' | 'landscape' }

type Frame = { title: Text; sign: string | undefined; page: Page }

/** A template whose fields' type is closed over: it takes what was stored, and checks it. */
export type Template = Frame & {
  parse: (fields: unknown) => unknown
  render: (fields: unknown, head: Head) => Content[]
}

/**
 * A form as a pure function from its fields to a page. It knows no clock, no database and no file, so the same fields
 * always give the same page.
 * @param template.sign the abbreviation in the number, as in 12/PBS-TTPVHCC; undefined: the caller gives one, or none is borne
 */
export function defineTemplate<S extends z.ZodType>(
  template: Frame & { schema: S; body: (fields: z.output<S>, head: Head) => Content[] },
): Template & { schema: S } {
  const { schema, body, ...frame } = template
  return {
    ...frame,
    schema,
    parse: (fields) => schema.parse(fields),
    render: (fields, head) => body(schema.parse(fields), head),
  }
}

export const a5: Page = { size: 'A5', orientation: 'portrait' }
