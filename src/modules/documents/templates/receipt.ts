import { z } from 'zod'
import { cell, closing, grid, heading, line } from '../layout.ts'
import { a5, defineTemplate } from './template.ts'
import { longDateTime } from './words.ts'

const forms = { original: 'Bản chính', copy: 'Bản sao', electronic: 'Bản điện tử' } as const

const Paper = z.object({
  name: z.string(),
  form: z.enum(['original', 'copy', 'electronic']),
  count: z.int().min(1).default(1),
  /** SHA-256 of an uploaded file: the submitter can show later which bytes were filed. */
  digest: z.string().optional(),
})

/** M01, Giấy tiếp nhận hồ sơ và hẹn trả kết quả: TT 03/2025/TT-VPCP, Annex I. */
export const receipt = defineTemplate({
  title: { vi: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả', en: 'Receipt and appointment for the result' },
  sign: 'TNHS',
  page: a5,
  schema: z.object({
    caseCode: z.string(),
    submitter: z.string(),
    personalId: z.string().optional(),
    address: z.string().optional(),
    phone: z.string().optional(),
    email: z.string().optional(),
    onBehalfOf: z.string().optional(),
    request: z.string(),
    papers: z.array(Paper),
    sets: z.int().min(1).default(1),
    timeLimit: z.string(),
    receivedAt: z.iso.datetime({ offset: true }),
    dueAt: z.iso.datetime({ offset: true }),
    returnPlace: z.string(),
    fees: z.string().optional(),
    register: z.string().optional(),
    receiver: z.string(),
    trackUrl: z.url().optional(),
  }),
  body: (f, head) => [
    heading('GIẤY TIẾP NHẬN HỒ SƠ\nVÀ HẸN TRẢ KẾT QUẢ', `Mã hồ sơ: ${f.caseCode}`),
    ...line(`${head.issuer.name} tiếp nhận hồ sơ của`, f.submitter),
    ...line('Nộp thay cho', f.onBehalfOf),
    ...line('Số định danh cá nhân', f.personalId),
    ...line('Địa chỉ', f.address),
    ...line('Điện thoại, thư điện tử', [f.phone, f.email].filter((value) => value !== undefined).join(', ')),
    ...line('Nội dung yêu cầu giải quyết', f.request),
    f.papers.length === 0 ? 'Thành phần hồ sơ nộp gồm: không có giấy tờ kèm theo.' : 'Thành phần hồ sơ nộp gồm:',
    ...(f.papers.length === 0 ? [] : [papersGrid(f.papers)]),
    ...line('Số lượng hồ sơ', `${String(f.sets).padStart(2, '0')} bộ`),
    ...line('Phí, lệ phí', f.fees),
    ...line('Thời gian giải quyết theo quy định', f.timeLimit),
    ...line('Thời gian nhận hồ sơ', longDateTime(f.receivedAt)),
    ...line('Thời gian hẹn trả kết quả', longDateTime(f.dueAt)),
    closing(
      [
        ...line('Nơi trả kết quả', f.returnPlace),
        ...line('Vào sổ theo dõi hồ sơ', f.register),
        ...(f.trackUrl === undefined
          ? []
          : [{ text: ['Theo dõi: ', { text: f.trackUrl, link: f.trackUrl }], fontSize: 7.5 }]),
      ],
      { title: 'Người tiếp nhận hồ sơ', name: f.receiver },
      { title: 'Người nộp hồ sơ', name: f.submitter },
    ),
  ],
})

const papersGrid = (papers: readonly z.output<typeof Paper>[]) =>
  grid(
    ['STT', 'Tên giấy tờ', 'Hình thức', 'SL'],
    [18, '*', 52, 16],
    papers.map((paper, index) => [
      cell(index + 1, 'center'),
      paper.digest === undefined
        ? cell(paper.name)
        : { stack: [paper.name, { text: `SHA-256 ${paper.digest.slice(0, 32)}…`, fontSize: 6.2, color: '#555555' }] },
      cell(forms[paper.form]),
      cell(paper.count, 'center'),
    ]),
  )
