import { z } from 'zod'
import { closing, heading, line, paragraph } from '../layout.ts'
import { Signer, a5, defineTemplate } from './template.ts'
import { shortDate } from './words.ts'

/** M02, Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ: TT 03/2025/TT-VPCP, Annex I; everything in one request (NĐ 61/2018/NĐ-CP Đ17.2a). */
export const supplementRequest = defineTemplate({
  title: { vi: 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ', en: 'Request to supplement the case' },
  sign: 'PBS',
  page: a5,
  schema: z.object({
    caseCode: z.string(),
    applicant: z.string(),
    address: z.string().optional(),
    phone: z.string().optional(),
    email: z.string().optional(),
    request: z.string(),
    items: z.array(z.string()).min(1),
    reason: z.string(),
    until: z.iso.date().optional(),
    contact: z.string(),
    signer: Signer,
  }),
  body: (f, head) => [
    heading('PHIẾU YÊU CẦU\nBỔ SUNG, HOÀN THIỆN HỒ SƠ', `Mã hồ sơ: ${f.caseCode}`),
    ...line('Hồ sơ của', f.applicant),
    ...line('Nội dung yêu cầu giải quyết', f.request),
    ...line('Địa chỉ', f.address),
    ...line('Số điện thoại', f.phone),
    ...line('Thư điện tử', f.email),
    { text: 'Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:', margin: [0, 2, 0, 3] },
    { ol: f.items.map((item) => ({ text: item, margin: [0, 0, 0, 2] })), bold: true, margin: [6, 0, 0, 4] },
    ...line('Lý do', f.reason),
    ...(f.until === undefined
      ? []
      : [
          paragraph(
            `Hồ sơ bổ sung nộp đến hết ngày ${shortDate(f.until)}; quá thời hạn này, hồ sơ được đóng và Ông/Bà có thể nộp lại.`,
          ),
        ]),
    closing(
      [
        paragraph(
          `Trong quá trình hoàn thiện hồ sơ, nếu có vướng mắc, đề nghị Ông/Bà liên hệ ${head.issuer.name}, ${f.contact} để được hướng dẫn./.`,
        ),
      ],
      f.signer,
    ),
  ],
})
