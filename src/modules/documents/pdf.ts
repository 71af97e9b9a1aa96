import { createRequire } from 'node:module'
import pdfmake from 'pdfmake'
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { baseSize, footer, margins, nationalHeader } from './layout.ts'
import type { Template, Head } from './templates/template.ts'

const resolve = createRequire(import.meta.url).resolve
const face = (name: string) => resolve(`@expo-google-fonts/be-vietnam-pro/${name}/BeVietnamPro_${name}.ttf`)
const faces = {
  normal: face('400Regular'),
  bold: face('600SemiBold'),
  italics: face('400Regular_Italic'),
  bolditalics: face('600SemiBold_Italic'),
}

pdfmake.setFonts({ BeVietnamPro: faces })
// Nothing in a document may reach out: no address is fetched, no file but the fonts is read.
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => Object.values(faces).includes(path))

/**
 * The document as PDF. The same head and fields give the same bytes: its dates are the day of issue, not of printing.
 * PDF 1.7, tagged by language for screen readers.
 */
export function renderPdf(template: Template, fields: unknown, head: Head): Promise<Buffer> {
  return pdfmake.createPdf(definitionOf(template, fields, head)).getBuffer()
}

export function definitionOf(template: Template, fields: unknown, head: Head): TDocumentDefinitions {
  const { page } = template
  return {
    version: '1.7',
    language: 'vi-VN',
    displayTitle: true,
    pageSize: page.size,
    pageOrientation: page.orientation,
    pageMargins: margins(page),
    info: {
      title: head.number === '' ? template.title.vi : `${template.title.vi} ${head.number}`,
      author: head.issuer.name,
      subject: `Mã kiểm tra ${head.code}`,
      creator: 'Tỉnh Số',
      producer: 'Tỉnh Số',
      creationDate: head.issuedAt,
      modDate: head.issuedAt,
    },
    defaultStyle: { font: 'BeVietnamPro', fontSize: baseSize(page), lineHeight: 1.12 },
    footer: footer(head, page),
    content: [nationalHeader(head, page), ...template.render(fields, head)],
  }
}
