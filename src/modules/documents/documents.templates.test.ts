import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { inTwo } from './layout.ts'
import { renderPdf } from './pdf.ts'
import { type FieldsOf, type Kind, templates } from './templates.ts'
import type { Head } from './templates/template.ts'
import { longDate, money } from './templates/words.ts'

// RENDER_TO=<folder> keeps the pages, to be looked at.

const head: Head = {
  issuer: {
    parent: 'Ủy ban nhân dân phường Đông Hà',
    name: 'Trung tâm Phục vụ hành chính công',
    abbreviation: 'TTPVHCC',
    place: 'Đông Hà',
  },
  number: '05/PBS-TTPVHCC',
  issuedAt: new Date('2026-02-05T02:10:00Z'),
  code: 'k7mw-q2hd-9xvb-t4ra',
  checkUrl: 'https://dichvucong.example.vn/kiem-tra/k7mw-q2hd-9xvb-t4ra',
}
const signer = { power: 'KT.', title: 'Giám đốc', name: 'Nguyễn Thị Hồng Nhung' }
const person = {
  caseCode: 'H50.19330.01-260205-0007',
  applicant: 'Hồ Văn Khởi',
  address: 'Khu phố 3, phường Đông Hà, tỉnh Quảng Trị',
  phone: '0912 345 678',
  email: 'khoi@example.vn',
  request: 'Đăng ký khai sinh',
}

const samples: { [K in Kind]: FieldsOf<K> } = {
  receipt: {
    ...person,
    submitter: person.applicant,
    personalId: '045090001234',
    onBehalfOf: 'Bà Trần Thị Mỹ Lệ (giấy ủy quyền ngày 03/02/2026)',
    papers: [
      {
        name: 'Tờ khai đăng ký khai sinh theo mẫu',
        form: 'electronic',
        count: 1,
        digest: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      },
      { name: 'Giấy chứng sinh', form: 'original', count: 1 },
      { name: 'Giấy chứng nhận kết hôn của cha mẹ (nếu cha mẹ có đăng ký kết hôn)', form: 'copy', count: 2 },
    ],
    timeLimit: '1 ngày làm việc',
    receivedAt: '2026-02-05T09:05:00+07:00',
    dueAt: '2026-02-06T09:05:00+07:00',
    returnPlace: 'Trung tâm Phục vụ hành chính công phường Đông Hà',
    fees: `${money(8000)} (biên lai 0001234)`,
    register: 'Quyển số 01/2026, số thứ tự 07',
    receiver: 'Lê Thị Thu Hường',
    trackUrl: 'https://dichvucong.example.vn/theo-doi/H50.19330.01-260205-0007',
  },
  'supplement-request': {
    ...person,
    items: [
      'Bản chính Giấy chứng sinh (bản chụp nộp kèm bị mờ, không đọc được số)',
      'Giấy tờ chứng minh nơi cư trú của người mẹ',
    ],
    reason: 'Giấy chứng sinh nộp kèm không rõ chữ; thiếu thông tin nơi cư trú để xác định thẩm quyền.',
    until: '2026-03-06',
    contact: 'điện thoại 0233 3555 555',
    signer: { title: 'Người hướng dẫn', name: 'Lê Thị Thu Hường' },
  },
  refusal: {
    ...person,
    stage: 'handling',
    receivedAt: '2026-02-05T09:05:00+07:00',
    reason: 'Trẻ đã được đăng ký khai sinh tại Ủy ban nhân dân xã Cam Lộ ngày 12/01/2026.',
    basis: 'Điều 15 Luật Hộ tịch số 60/2014/QH13',
    signer,
  },
  apology: {
    caseCode: person.caseCode,
    addressee: 'Ông Hồ Văn Khởi',
    personalId: '045090001234',
    request: person.request,
    receivedAt: '2026-02-05T09:05:00+07:00',
    firstDueAt: '2026-02-06T09:05:00+07:00',
    reason: 'Cơ sở dữ liệu hộ tịch điện tử tạm ngừng để nâng cấp.',
    newDueAt: '2026-02-10T16:30:00+07:00',
    signer,
  },
  'stop-notice': {
    caseCode: person.caseCode,
    applicant: person.applicant,
    request: person.request,
    receivedAt: '2026-02-05T09:05:00+07:00',
    cause: 'withdrawn',
    signer,
  },
  'control-slip': {
    caseCode: person.caseCode,
    procedure: 'Đăng ký khai sinh (1.001193)',
    lead: 'Ủy ban nhân dân phường Đông Hà',
    coordinating: ['Công an phường Đông Hà'],
    receivedAt: '2026-02-05T09:05:00+07:00',
    dueAt: '2026-02-06T09:05:00+07:00',
    moves: [
      {
        step: 'Tiếp nhận',
        by: 'Lê Thị Thu Hường',
        unit: 'Trung tâm PVHCC',
        at: '2026-02-05T09:05:00+07:00',
        outcome: 'on-time',
      },
      {
        step: 'Thẩm định',
        by: 'Phan Quốc Bảo',
        unit: 'Phòng Văn hóa – Xã hội',
        at: '2026-02-05T10:40:00+07:00',
        dueAt: '2026-02-05T15:05:00+07:00',
        outcome: 'early',
        note: 'Đủ điều kiện',
      },
      {
        step: 'Ký duyệt',
        by: 'Nguyễn Thị Hồng Nhung',
        unit: 'UBND phường',
        at: '2026-02-05T16:20:00+07:00',
        outcome: 'overdue',
        note: 'Lãnh đạo đi công tác',
      },
    ],
  },
  register: {
    from: '2026-02-01',
    to: '2026-02-28',
    rows: Array.from({ length: 40 }, (_, index) => ({
      caseCode: `H50.19330.01-260205-${String(index + 1).padStart(4, '0')}`,
      procedure: index % 2 === 0 ? 'Đăng ký khai sinh' : 'Cấp giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm',
      applicant: person.applicant,
      contact: '0912 345 678',
      lead: 'UBND phường Đông Hà',
      receivedAt: '2026-02-05T09:05:00+07:00',
      dueAt: '2026-02-06T09:05:00+07:00',
      channel: 'online',
    })),
  },
  result: {
    title: 'Giấy khai sinh',
    caseCode: person.caseCode,
    sections: [
      {
        rows: [
          { label: 'Họ, chữ đệm, tên', value: 'HỒ GIA BẢO' },
          {
            label: 'Ngày, tháng, năm sinh',
            value: '02/02/2026 (ngày hai tháng hai năm hai nghìn không trăm hai mươi sáu)',
          },
          { label: 'Giới tính', value: 'Nam' },
          { label: 'Dân tộc', value: 'Bru - Vân Kiều' },
          { label: 'Nơi sinh', value: 'Bệnh viện Đa khoa tỉnh Quảng Trị' },
        ],
      },
      { title: 'Người mẹ', rows: [{ label: 'Họ, chữ đệm, tên', value: 'Trần Thị Mỹ Lệ' }] },
      { title: 'Người cha', rows: [{ label: 'Họ, chữ đệm, tên', value: 'Hồ Văn Khởi' }] },
    ],
    signer: { power: 'TM.', title: 'Ủy ban nhân dân\nChủ tịch', name: 'Nguyễn Thị Hồng Nhung' },
    recipients: ['Ông Hồ Văn Khởi', 'Sở Tư pháp'],
  },
}

const expected: Record<Kind, readonly string[]> = {
  receipt: [
    'GIẤY TIẾP NHẬN HỒ SƠ',
    'Giấy chứng sinh',
    '09 giờ 05 phút, ngày 06 tháng 02 năm 2026',
    '8.000 đồng',
    'NGƯỜI NỘP HỒ SƠ',
  ],
  'supplement-request': ['BỔ SUNG, HOÀN THIỆN HỒ SƠ', 'nơi cư trú của người mẹ', '06/03/2026', 'NGƯỜI HƯỚNG DẪN'],
  refusal: ['TỪ CHỐI GIẢI QUYẾT', 'Điều 15 Luật Hộ tịch', 'KT. GIÁM ĐỐC'],
  apology: ['Kính gửi: Ông Hồ Văn Khởi', '16 giờ 30 phút, ngày 10 tháng 02 năm 2026', 'xin lỗi'],
  'stop-notice': ['THÔNG BÁO', 'theo đề nghị rút hồ sơ'],
  'control-slip': ['QUÁ TRÌNH GIẢI QUYẾT', 'Phan Quốc Bảo', 'Trước hạn', 'Quá hạn'],
  register: ['SỔ THEO DÕI HỒ SƠ', '28/02/2026', 'Ký nhận'],
  result: ['GIẤY KHAI SINH', 'Bru - Vân Kiều', 'Nơi nhận:'],
}

const allKinds = Object.keys(templates).filter((kind): kind is Kind => kind in templates)
const pdftotext = spawnSync('pdftotext', ['-v']).error === undefined

const textOf = (pdf: Buffer): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tinhso-pdf-'))
  try {
    writeFileSync(join(folder, 'a.pdf'), pdf)
    return execFileSync('pdftotext', ['-layout', join(folder, 'a.pdf'), '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

for (const kind of allKinds) {
  test(`documents: ${kind} is a PDF whose Vietnamese text can be read back`, { timeout: 30_000 }, async (t) => {
    const pdf = await renderPdf(templates[kind], samples[kind], head)
    assert.equal(pdf.subarray(0, 8).toString(), '%PDF-1.7')
    if (process.env['RENDER_TO'] !== undefined) writeFileSync(join(process.env['RENDER_TO'], `${kind}.pdf`), pdf)
    if (!pdftotext) return t.skip('pdftotext (poppler-utils) is not installed')
    const text = textOf(pdf)
    for (const part of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      head.code,
      ...expected[kind],
    ])
      assert.ok(text.includes(part), `${part} stands in: ${text}`)
  })
}

test('documents: the same fields give the same bytes', async () => {
  const [first, second] = await Promise.all([1, 2].map(() => renderPdf(templates.apology, samples.apology, head)))
  assert.ok(first?.equals(second ?? Buffer.alloc(0)))
})

test('documents: fields are text and nothing else', async () => {
  const image = { image: '/etc/passwd' }
  assert.throws(() => templates.refusal.parse({ ...samples.refusal, reason: image }))
  await renderPdf(
    templates.refusal,
    { ...samples.refusal, reason: '<b>x</b> {"image":"/etc/passwd"} \u0000 ;--' },
    head,
  )
})

test('documents: a long request goes over to a second page, signature and all', async (t) => {
  if (!pdftotext) return t.skip('pdftotext (poppler-utils) is not installed')
  const items = Array.from(
    { length: 40 },
    (_, index) => `Giấy tờ thứ ${index + 1}: bản chính, còn hiệu lực, có chứng thực`,
  )
  const text = textOf(
    await renderPdf(templates['supplement-request'], { ...samples['supplement-request'], items }, head),
  )
  assert.match(text, /Trang 2\/[23]/)
  assert.match(text, /Giấy tờ thứ 40/)
})

test('documents: dates as NĐ 30/2020 writes them', () => {
  assert.equal(longDate('2026-02-04T17:00:00Z'), 'ngày 05 tháng 02 năm 2026')
  assert.equal(longDate('2026-11-22T00:00:00Z'), 'ngày 22 tháng 11 năm 2026')
  assert.equal(longDate('2026-03-01T00:00:00Z'), 'ngày 01 tháng 3 năm 2026')
  assert.equal(money(1250000), '1.250.000 đồng')
})

test('documents: a long name breaks near its middle, a short one not at all', () => {
  assert.equal(inTwo('TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG'), 'TRUNG TÂM PHỤC VỤ\nHÀNH CHÍNH CÔNG')
  assert.equal(inTwo('ỦY BAN NHÂN DÂN XÃ CAM LỘ'), 'ỦY BAN NHÂN DÂN XÃ CAM LỘ')
})
