import type { PersonalKind } from '../personal.ts'

/** What core itself keeps of people. */
export const corePersonal: readonly PersonalKind[] = [
  {
    id: 'events',
    order: 103,
    name: { vi: 'Dòng sự kiện của hồ sơ, giấy tờ, tài khoản', en: 'The events of your cases, papers and account' },
    why: {
      vi: 'Ghi lại việc gì đã xảy ra, lúc nào, để không ai sửa được về sau. Chỉ có mã, không có tên hay nội dung.',
      en: 'States what happened and when, so that nobody can change it later. Codes alone, no names and no content.',
    },
    until: {
      vi: 'Lưu lâu dài; sau khi xóa tài khoản, mã không còn dẫn đến bạn.',
      en: 'For good; after an erasure its codes lead to nobody.',
    },
    basis: 'NĐ 85/2016/NĐ-CP; QCVN 12:2026/BCA (nhật ký hệ thống)',
    tables: [
      {
        table: 'core.event',
        bySubject: 'record',
        hide: ['actor', 'written_in', 'request', 'epoch', 'seq'],
        onErasure: 'keep',
      },
    ],
  },
  {
    id: 'uploads',
    order: 104,
    name: { vi: 'Tệp đang gửi dở', en: 'Files on their way' },
    why: { vi: 'Giữ tệp bạn vừa chọn cho đến khi nộp.', en: 'Keeps the file that you chose until you file it.' },
    until: { vi: 'Hai ngày, nếu không nộp.', en: 'Two days, unless it is filed.' },
    tables: [{ table: 'core.upload', by: ['owner'], file: { digest: 'digest', name: 'name' }, onErasure: 'delete' }],
  },
  {
    id: 'answers',
    order: 105,
    name: { vi: 'Câu trả lời giữ để chống gửi lặp', en: 'Answers kept against sending twice' },
    why: { vi: 'Mạng chập chờn cũng không nộp hai lần.', en: 'A weak connection files nothing twice.' },
    until: { vi: '30 ngày.', en: 'Thirty days.' },
    tables: [{ table: 'core.idempotency', by: ['actor'], hide: ['input_digest', 'key'], onErasure: 'delete' }],
  },
]
