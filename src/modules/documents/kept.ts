import type { PersonalKind } from '#core/personal'
import { pdfOf } from './filed.ts'
import { findDocument } from './store.ts'

/** What the module keeps of people: documents about their records. */
export const kept: readonly PersonalKind[] = [
  {
    id: 'documents',
    order: 20,
    name: {
      vi: 'Giấy tờ, kết quả, phiếu mà cơ quan đã cấp cho bạn',
      en: 'Documents, results and receipts that were issued to you',
    },
    why: {
      vi: 'Là giấy tờ có giá trị pháp lý; ai cầm bản in cũng kiểm tra được thật hay giả.',
      en: 'They are valid in law; whoever holds a print can check it.',
    },
    until: { vi: 'Theo thời hạn lưu trữ của hồ sơ.', en: 'As long as the archives of their case are kept.' },
    basis: 'NĐ 45/2020/NĐ-CP Đ16 (sửa đổi bởi NĐ 118/2025/NĐ-CP); NĐ 30/2020/NĐ-CP',
    path: '/giay-to',
    tables: [
      {
        table: 'documents.document',
        bySubject: 'record',
        hide: ['issued_by', 'file_digest', 'file_sealed', 'data_digest', 'digest'],
        onErasure: 'keep',
      },
    ],
    async attach(ctx, { code }) {
      const row = typeof code === 'string' ? await findDocument(ctx.db, code) : undefined
      return row && { name: `${row.code}.pdf`, bytes: await pdfOf(ctx, row) }
    },
  },
]
