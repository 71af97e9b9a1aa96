import { z } from 'zod'
import { cell, grid, heading } from '../layout.ts'
import { defineTemplate } from './template.ts'
import { dateTime, shortDate } from './words.ts'

const channels = { online: 'Trực tuyến', counter: 'Trực tiếp', post: 'Bưu chính' } as const

/** M07, Sổ theo dõi hồ sơ: TT 03/2025/TT-VPCP, Annex I; A4. */
export const register = defineTemplate({
  title: { vi: 'Sổ theo dõi hồ sơ', en: 'Register of cases' },
  sign: undefined,
  page: { size: 'A4', orientation: 'landscape' },
  schema: z.object({
    from: z.iso.date(),
    to: z.iso.date(),
    rows: z.array(
      z.object({
        caseCode: z.string(),
        procedure: z.string(),
        applicant: z.string(),
        contact: z.string().optional(),
        lead: z.string(),
        receivedAt: z.iso.datetime({ offset: true }),
        dueAt: z.iso.datetime({ offset: true }).optional(),
        returnedAt: z.iso.datetime({ offset: true }).optional(),
        channel: z.enum(['online', 'counter', 'post']),
      }),
    ),
  }),
  body: (f) => [
    heading('SỔ THEO DÕI HỒ SƠ', `Từ ngày ${shortDate(f.from)} đến ngày ${shortDate(f.to)}`),
    grid(
      [
        'STT',
        'Mã hồ sơ',
        'Tên thủ tục',
        'Tổ chức, cá nhân',
        'Địa chỉ, điện thoại',
        'Cơ quan chủ trì',
        'Nhận hồ sơ',
        'Hẹn trả',
        'Trả kết quả',
        'Phương thức',
        'Ký nhận',
      ],
      [20, 102, '*', 66, 64, 66, 46, 46, 46, 40, 32],
      f.rows.map((row, index) => [
        cell(index + 1, 'center'),
        cell(row.caseCode),
        cell(row.procedure),
        cell(row.applicant),
        cell(row.contact ?? ''),
        cell(row.lead),
        cell(dateTime(row.receivedAt)),
        cell(row.dueAt === undefined ? '' : dateTime(row.dueAt)),
        cell(row.returnedAt === undefined ? '' : dateTime(row.returnedAt)),
        cell(channels[row.channel]),
        '',
      ]),
      6.8,
    ),
  ],
})
