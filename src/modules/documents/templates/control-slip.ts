import { z } from 'zod'
import { cell, grid, heading, line } from '../layout.ts'
import { a5, defineTemplate } from './template.ts'
import { dateTime, longDateTime } from './words.ts'

const outcomes = { early: 'Trước hạn', 'on-time': 'Đúng hạn', overdue: 'Quá hạn', open: '' } as const

/** M06, Phiếu kiểm soát quá trình giải quyết hồ sơ: TT 03/2025/TT-VPCP, Annex I; made by tracing the system. */
export const controlSlip = defineTemplate({
  title: { vi: 'Phiếu kiểm soát quá trình giải quyết hồ sơ', en: 'Control slip' },
  sign: 'PKS',
  page: a5,
  schema: z.object({
    caseCode: z.string(),
    procedure: z.string(),
    lead: z.string(),
    coordinating: z.array(z.string()).default([]),
    receivedAt: z.iso.datetime({ offset: true }),
    dueAt: z.iso.datetime({ offset: true }).optional(),
    moves: z.array(
      z.object({
        step: z.string(),
        by: z.string(),
        unit: z.string(),
        at: z.iso.datetime({ offset: true }),
        dueAt: z.iso.datetime({ offset: true }).optional(),
        outcome: z.enum(['early', 'on-time', 'overdue', 'open']),
        note: z.string().optional(),
      }),
    ),
  }),
  body: (f) => [
    heading('PHIẾU KIỂM SOÁT\nQUÁ TRÌNH GIẢI QUYẾT HỒ SƠ', `Mã hồ sơ: ${f.caseCode}`),
    ...line('Thủ tục', f.procedure),
    ...line('Cơ quan chủ trì giải quyết', f.lead),
    ...line('Cơ quan phối hợp', f.coordinating.join('; ')),
    ...line('Tiếp nhận lúc', longDateTime(f.receivedAt)),
    ...line('Hẹn trả kết quả', f.dueAt === undefined ? undefined : longDateTime(f.dueAt)),
    grid(
      ['STT', 'Bước, người và đơn vị giao nhận', 'Thời gian', 'Kết quả', 'Ghi chú'],
      [18, '*', 58, 44, 62],
      f.moves.map((move, index) => [
        cell(index + 1, 'center'),
        { stack: [{ text: move.step, bold: true }, `${move.by}`, { text: move.unit, color: '#444444' }] },
        {
          stack: [
            dateTime(move.at),
            ...(move.dueAt === undefined ? [] : [{ text: `Hạn ${dateTime(move.dueAt)}`, fontSize: 6.6 }]),
          ],
        },
        cell(outcomes[move.outcome], 'center'),
        cell(move.note ?? ''),
      ]),
      7.6,
    ),
  ],
})
