import { z } from 'zod'
import { closing, heading, line, paragraph } from '../layout.ts'
import { Signer, a5, defineTemplate } from './template.ts'
import { shortDate } from './words.ts'

const causes = {
  withdrawn: 'theo đề nghị rút hồ sơ của Ông/Bà/Tổ chức',
  'no-supplement': 'vì quá thời hạn mà chưa nhận được giấy tờ, nội dung bổ sung đã yêu cầu',
  stopped: 'vì lý do nêu dưới đây',
} as const

/** M05, Thông báo dừng giải quyết hồ sơ: TT 03/2025/TT-VPCP, Annex I. */
export const stopNotice = defineTemplate({
  title: { vi: 'Thông báo dừng giải quyết hồ sơ', en: 'Notice that handling has stopped' },
  sign: 'TB',
  page: a5,
  schema: z.object({
    caseCode: z.string(),
    applicant: z.string(),
    request: z.string(),
    receivedAt: z.iso.datetime({ offset: true }),
    cause: z.enum(['withdrawn', 'no-supplement', 'stopped']),
    reason: z.string().optional(),
    signer: Signer,
  }),
  body: (f, head) => [
    heading('THÔNG BÁO', 'Về việc dừng giải quyết hồ sơ'),
    { text: ['Kính gửi: ', { text: f.applicant, bold: true }], alignment: 'center', margin: [0, 0, 0, 7] },
    ...line('Mã hồ sơ', f.caseCode),
    ...line('Nội dung yêu cầu giải quyết', f.request),
    ...line('Ngày tiếp nhận', shortDate(f.receivedAt)),
    paragraph(
      `${head.issuer.name} thông báo dừng giải quyết hồ sơ nêu trên kể từ ngày ${shortDate(head.issuedAt)}, ${causes[f.cause]}.`,
    ),
    ...line('Lý do', f.reason),
    closing(
      [
        paragraph(
          'Khi có nhu cầu, Ông/Bà/Tổ chức có thể nộp hồ sơ mới; giấy tờ đã nộp trong hồ sơ này được trả lại theo yêu cầu./.',
        ),
      ],
      f.signer,
    ),
  ],
})
