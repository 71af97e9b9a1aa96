import { z } from 'zod'
import { closing, heading, line, paragraph } from '../layout.ts'
import { Signer, a5, defineTemplate } from './template.ts'
import { shortDate } from './words.ts'

/** M03, Phiếu từ chối tiếp nhận, giải quyết hồ sơ: TT 03/2025/TT-VPCP, Annex I. `stage` tells intake from handling. */
export const refusal = defineTemplate({
  title: { vi: 'Phiếu từ chối tiếp nhận, giải quyết hồ sơ', en: 'Refusal of the case' },
  sign: 'PTC',
  page: a5,
  schema: z.object({
    caseCode: z.string(),
    applicant: z.string(),
    address: z.string().optional(),
    phone: z.string().optional(),
    email: z.string().optional(),
    request: z.string(),
    stage: z.enum(['intake', 'handling']),
    receivedAt: z.iso.datetime({ offset: true }),
    reason: z.string(),
    basis: z.string().optional(),
    signer: Signer,
  }),
  body: (f, head) => [
    heading(
      f.stage === 'intake' ? 'PHIẾU TỪ CHỐI TIẾP NHẬN HỒ SƠ' : 'PHIẾU TỪ CHỐI GIẢI QUYẾT HỒ SƠ',
      `Mã hồ sơ: ${f.caseCode}`,
    ),
    ...line('Hồ sơ của', f.applicant),
    ...line('Địa chỉ', f.address),
    ...line('Số điện thoại', f.phone),
    ...line('Thư điện tử', f.email),
    ...line('Nội dung yêu cầu giải quyết', f.request),
    ...line(f.stage === 'intake' ? 'Ngày nộp' : 'Ngày tiếp nhận', shortDate(f.receivedAt)),
    paragraph(
      `Qua xem xét, ${head.issuer.name} thông báo không ${f.stage === 'intake' ? 'tiếp nhận' : 'giải quyết'} hồ sơ này với lý do cụ thể như sau:`,
    ),
    { text: f.reason, bold: true, alignment: 'justify', margin: [14, 0, 0, 5] },
    ...line('Căn cứ', f.basis),
    closing(
      [
        paragraph(
          'Xin thông báo để Ông/Bà/Tổ chức được biết. Nếu không đồng ý, Ông/Bà/Tổ chức có quyền khiếu nại theo quy định của Luật Khiếu nại./.',
        ),
      ],
      f.signer,
    ),
  ],
})
