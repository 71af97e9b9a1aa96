import { z } from 'zod'
import { closing, heading, line, paragraph } from '../layout.ts'
import { Signer, a5, defineTemplate } from './template.ts'
import { longDateTime, shortDate } from './words.ts'

/** M04, văn bản xin lỗi và đề nghị gia hạn: NĐ 61/2018/NĐ-CP Đ19.9, TT 03/2025/TT-VPCP, Annex I. One new appointment at most. */
export const apology = defineTemplate({
  title: { vi: 'Phiếu xin lỗi và hẹn lại ngày trả kết quả', en: 'Apology and new appointment' },
  sign: 'PXL',
  page: a5,
  schema: z.object({
    caseCode: z.string(),
    addressee: z.string(),
    personalId: z.string().optional(),
    request: z.string(),
    receivedAt: z.iso.datetime({ offset: true }),
    firstDueAt: z.iso.datetime({ offset: true }),
    reason: z.string(),
    newDueAt: z.iso.datetime({ offset: true }),
    signer: Signer,
  }),
  body: (f, head) => [
    heading('PHIẾU XIN LỖI\nVÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ'),
    { text: ['Kính gửi: ', { text: f.addressee, bold: true }], alignment: 'center', margin: [0, 0, 0, 7] },
    paragraph(`Ngày ${shortDate(f.receivedAt)}, ${head.issuer.name} tiếp nhận hồ sơ của Ông/Bà/Tổ chức:`),
    ...line('Mã hồ sơ', f.caseCode),
    ...line('Số định danh cá nhân', f.personalId),
    ...line('Nội dung yêu cầu giải quyết', f.request),
    ...line('Thời gian hẹn trả kết quả', longDateTime(f.firstDueAt)),
    paragraph(`${head.issuer.name} chưa trả kết quả đúng hẹn được. Lý do: ${f.reason}`),
    paragraph(
      `Sự chậm trễ này gây phiền hà, tốn kém thời gian, công sức của Ông/Bà/Tổ chức. ${head.issuer.name} xin lỗi Ông/Bà/Tổ chức và sẽ trả kết quả vào:`,
    ),
    { text: longDateTime(f.newDueAt), bold: true, alignment: 'center', margin: [0, 0, 0, 5] },
    closing([paragraph('Mong nhận được sự thông cảm của Ông/Bà/Tổ chức vì sự chậm trễ này./.')], f.signer),
  ],
})
