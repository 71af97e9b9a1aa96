import { z } from 'zod'
import { closing, gap, line, paragraph } from '../layout.ts'
import { Signer, defineTemplate } from './template.ts'

/** A case's result: a decision, licence, certificate or extract, whose title and content the procedure's definition gives. */
export const result = defineTemplate({
  title: { vi: 'Kết quả giải quyết thủ tục hành chính', en: 'Result' },
  sign: undefined,
  page: { size: 'A4', orientation: 'portrait' },
  schema: z.object({
    title: z.string(),
    subtitle: z.string().optional(),
    caseCode: z.string(),
    grounds: z.array(z.string()).default([]),
    sections: z.array(
      z.object({
        title: z.string().optional(),
        rows: z.array(z.object({ label: z.string(), value: z.string() })).default([]),
        paragraphs: z.array(z.string()).default([]),
      }),
    ),
    signer: Signer,
    recipients: z.array(z.string()).default([]),
  }),
  body: (f) => [
    {
      alignment: 'center',
      margin: [0, 4, 0, 14],
      stack: [
        { text: f.title.toUpperCase(), bold: true, fontSize: 16, lineHeight: 1.15 },
        ...(f.subtitle === undefined ? [] : [{ text: f.subtitle, bold: true, margin: gap(3, 0) }]),
      ],
    },
    ...f.grounds.map((ground, index) => ({
      text: `${/^căn cứ/i.test(ground) ? '' : 'Căn cứ '}${ground}${index === f.grounds.length - 1 ? '.' : ';'}`,
      italics: true,
      leadingIndent: 28,
      margin: gap(0, 4),
    })),
    ...f.sections.flatMap((section) => [
      ...(section.title === undefined ? [] : [{ text: section.title, bold: true, margin: gap(8, 5) }]),
      ...section.rows.flatMap((row) => line(row.label, row.value)),
      ...section.paragraphs.map(paragraph),
    ]),
    closing([], f.signer, [
      { text: 'Nơi nhận:', bold: true, italics: true, fontSize: 10, margin: gap(4, 0) },
      { text: [...f.recipients.map((name) => `- ${name};\n`), `- Lưu: VT, hồ sơ ${f.caseCode}.`], fontSize: 9.5 },
    ]),
  ],
})
