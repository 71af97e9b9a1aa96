import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { anonymous } from '#core/actor'
import { calendar } from '#modules/calendar'
import { importProcedures, procedures } from '#modules/procedures'
import { units } from '#modules/units'
import { testContext, type TestContext } from '#test/context'
import { sharedFile } from '#test/shared'
import { procedureKind } from './kind.ts'
import { facets, get, quote, search } from './operations.ts'

const visitor = anonymous('vi')

let t: TestContext
before(async () => {
  t = await testContext({ pack: 'province/quang-tri', modules: [units, calendar, procedures] })
})
after(() => t.close())

type Row = Record<string, unknown>

const row = (more: Row = {}): Row => ({
  ma_thu_tuc: '9.000001',
  ten_thu_tuc: 'Thủ tục thử  nghiệm <b>một</b>',
  cap_thuc_hien: 'Cấp xã',
  linh_vuc: 'Hộ tịch',
  doi_tuong_thuc_hien: 'Công dân Việt Nam, Tổ chức (không bao gồm doanh nghiệp, HTX)',
  so_quyet_dinh: '1/QĐ-THU',
  trinh_tu_thuc_hien: 'Bước 1: Nộp hồ sơ.\nBước 2: Nhận kết quả.',
  cach_thuc_thuc_hien:
    'Hình thức nộpThời gianPhí, lệ phíMô tảTrực tuyến5 Ngày làm việc5,000 VNĐTrực tiếp7 Ngày làm việc10,000 VNĐ',
  thanh_phan_ho_so: '--Tên giấy tờMẫu đơn, tờ khaiSố lượngĐơn đề nghịMẫu 01.docx1 bản chính',
  can_cu_phap_ly: 'Tên văn bản pháp lýMã văn bảnLuật Hộ tịch60/2014/QH13',
  ket_qua_xu_ly: 'Giấy thửMã: KQ.G15.000031Từ khóaKhông có thông tin',
  ...more,
})

let files = 0
function write(content: string | Buffer): string {
  const path = join(t.dataDir, `catalogue-${++files}`)
  writeFileSync(path, content)
  return path
}
const lines = (...rows: readonly unknown[]) =>
  rows.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n')

test('a published row becomes a procedure that can be read and filed', async () => {
  const report = await importProcedures(t.ctx, write(lines(row())))
  assert.deepEqual(report, { read: 1, added: 1, changed: 0, unchanged: 0, rejected: 0, problems: [] })
  const found = await t.call(get, { code: '9.000001' }, visitor)
  assert.equal(found.source, 'import')
  assert.deepEqual(found.name, { vi: 'Thử nghiệm một' })
  assert.equal(found.competent, 'commune')
  assert.deepEqual(found.field, { id: 'civil-status', name: { vi: 'Hộ tịch', en: 'Civil status' } })
  assert.deepEqual(found.audience, ['citizen', 'organisation'])
  assert.deepEqual(found.limit?.text, { vi: '7 ngày làm việc', en: '7 working days' })
  assert.deepEqual(found.basis, ['60/2014/QH13'])
  assert.deepEqual(
    found.steps.map(({ id, role }) => [id, role]),
    [
      ['receive', 'receptionist'],
      ['appraise', 'specialist'],
      ['approve', 'chair'],
      ['return', 'receptionist'],
    ],
  )
  assert.equal(found.papers[0]?.name.vi, 'Đơn đề nghị')
  assert.equal(found.result.name?.vi, 'Giấy thử')
  assert.equal((await t.call(search, { q: 'thu nghiem mot' }, visitor)).items[0]?.code, '9.000001')
  const online = await t.call(quote, { code: '9.000001', channel: 'online' }, visitor)
  const counter = await t.call(quote, { code: '9.000001', channel: 'counter' }, visitor)
  assert.deepEqual([online.total, counter.total], [5000, 10_000])
})

test('a second import adds nothing, a changed row changes one', async () => {
  const again = await importProcedures(t.ctx, write(lines(row())))
  assert.deepEqual([again.added, again.changed, again.unchanged], [0, 0, 1])
  const before = t.ctx.definitions.get(procedureKind, '9.000001').digest
  const changed = await importProcedures(t.ctx, write(lines(row({ ten_thu_tuc: 'Thử nghiệm mới' }))))
  assert.deepEqual([changed.added, changed.changed, changed.unchanged], [0, 1, 0])
  assert.equal((await t.call(get, { code: '9.000001' }, visitor)).name.vi, 'Thử nghiệm mới')
  assert.equal(t.ctx.definitions.byDigest(procedureKind, before).body.name.vi, 'Thử nghiệm một')
  assert.equal(
    (await t.call(search, { q: 'thử nghiệm' }, visitor)).items.filter(({ code }) => code === '9.000001').length,
    1,
  )
})

test('bad rows are told with line, field and reason; the good ones go in', async () => {
  const report = await importProcedures(
    t.ctx,
    write(
      lines(
        row({ ma_thu_tuc: '9.000010' }),
        '{ broken',
        row({ ma_thu_tuc: 'DROP TABLE' }),
        '',
        row({ ma_thu_tuc: '9.000011', ten_thu_tuc: '  <br> ' }),
        row({ ma_thu_tuc: 12 }),
        { ten_thu_tuc: 'không có mã' },
        row({ ma_thu_tuc: '9.000010', ten_thu_tuc: 'lần hai' }),
        '[1, 2]',
        row({
          ma_thu_tuc: '9.000012',
          linh_vuc: 'Lĩnh vực mới & lạ',
          cap_thuc_hien: 'Cấp bộ',
          cach_thuc_thuc_hien: '',
        }),
      ),
    ),
  )
  assert.deepEqual([report.read, report.added, report.rejected], [9, 2, 7])
  const errors = report.problems.filter(({ severity }) => severity === 'error')
  assert.deepEqual(
    errors.map(({ line, field }) => [line, field]),
    [
      [2, ''],
      [3, 'code'],
      [5, 'name'],
      [6, 'ma_thu_tuc'],
      [7, 'ma_thu_tuc'],
      [8, 'code'],
      [9, ''],
    ],
  )
  assert.match(errors[5]?.reason ?? '', /line 1/)
  const warnings = report.problems.filter(({ severity }) => severity === 'warning')
  assert.deepEqual(
    warnings.map(({ line, field }) => [line, field]),
    [[10, 'limit']],
  )
  const far = await t.call(get, { code: '9.000012' }, visitor)
  assert.deepEqual([far.competent, far.field.name.vi, far.limit], ['province', 'Lĩnh vực mới & lạ', undefined])
  assert.equal(far.steps.find(({ id }) => id === 'appraise')?.at, 'department/general-office')
})

test('the pack hides the imported procedure of its code', async () => {
  await importProcedures(t.ctx, write(lines(row({ ma_thu_tuc: '1.001193' }))))
  const found = await t.call(get, { code: '1.001193' }, visitor)
  assert.deepEqual([found.id, found.source], ['birth-registration', 'pack'])
  const { items } = await t.call(search, { q: 'khai sinh', limit: 50 }, visitor)
  assert.equal(items.filter(({ code }) => code === '1.001193').length, 1)
})

test('CSV is read by its columns, with lines counted over line breaks in cells', async () => {
  const head =
    'code,name,decision,level,field,target,competent_agency,performing_agency,methods,legal_docs,result_codes,url'
  const csv = [
    head,
    '9.000020,"Tên có\nxuống dòng, và phẩy",2/QĐ,Cấp tỉnh,Đất đai,Công dân Việt Nam,,Sở,Trực tiếp=3 Ngày làm việc@1000,31/2024/QH15,,',
    'xấu,Tên,2/QĐ,Cấp tỉnh,Đất đai,,,,,,,',
    '9.000021,Tên khác,2/QĐ,Cấp xã,Đất đai,,,,,,,',
  ].join('\r\n')
  const report = await importProcedures(t.ctx, write(gzipSync(`\uFEFF${csv}`)))
  assert.deepEqual([report.read, report.added, report.rejected], [3, 2, 1])
  assert.deepEqual(
    report.problems.filter(({ severity }) => severity === 'error').map(({ line, field }) => [line, field]),
    [[4, 'code']],
  )
  const found = await t.call(get, { code: '9.000020' }, visitor)
  assert.deepEqual([found.name.vi, found.competent], ['Tên có xuống dòng, và phẩy', 'department/agriculture'])
})

test('what is no catalogue is refused and changes nothing', async () => {
  const before = (await t.call(facets, {}, visitor)).total
  await assert.rejects(importProcedures(t.ctx, join(t.dataDir, 'absent')), { code: 'no-such-file' })
  await assert.rejects(importProcedures(t.ctx, write('<html></html>')), { code: 'unknown-format' })
  await assert.rejects(importProcedures(t.ctx, write(Buffer.from([0x1f, 0x8b, 1, 2, 3]))), { code: 'unknown-format' })
  await assert.rejects(importProcedures(t.ctx, write('')), { code: 'unknown-format' })
  await assert.rejects(importProcedures(t.ctx, write('a,b,c\n1,2,3\n')), { code: 'unknown-format' })
  assert.equal((await t.call(facets, {}, visitor)).total, before)
})

const catalogue = sharedFile('procedures/tthc_dev.jsonl.gz')

test(
  'the national catalogue goes in whole: searchable, readable, ready for cases; a repeat adds nothing',
  { skip: !catalogue && 'the shared catalogue is absent' },
  async () => {
    if (!catalogue) return
    const report = await importProcedures(t.ctx, catalogue)
    assert.deepEqual([report.read, report.rejected], [1843, 0])
    assert.equal(report.added + report.changed, 1843)
    const definitions = t.ctx.definitions.list(procedureKind).filter(({ source }) => source === 'import')
    const roles = new Set(['receptionist', 'division-head', 'specialist', 'chair', 'director', 'head'])
    for (const { body } of definitions) {
      assert.ok(
        body.steps.every(({ by }) => roles.has(by)),
        body.code,
      )
      assert.equal(body.steps.filter(({ signs }) => signs === 'result').length, 1, body.code)
      assert.ok(!/<\/?[a-z]+>|&[a-z]+;|Từ khóaKhông/.test(JSON.stringify(body)), body.code)
      assert.equal(JSON.stringify(body), JSON.stringify(body).normalize('NFC'), body.code)
      await t.call(get, { code: body.code }, visitor)
    }
    const again = await importProcedures(t.ctx, catalogue)
    assert.deepEqual([again.added, again.changed, again.unchanged], [0, 0, 1843])
  },
)

test('procedures.get, procedures.facets and procedures.quote are public; unknown codes and fields are refused', async () => {
  await assert.rejects(t.call(get, { code: '1.999999' }, visitor), { status: 404 })
  await assert.rejects(t.call(quote, { code: '1.999999' }, visitor), { status: 404 })
  const { fields, agencies, lifeEvents } = await t.call(facets, {}, visitor)
  assert.ok(fields.some(({ id, name }) => id === 'land' && name === 'Đất đai'))
  assert.ok(agencies.some(({ id, name }) => id === 'department/culture' && name === 'Sở Văn hóa, Thể thao và Du lịch'))
  assert.equal(lifeEvents[0]?.id, 'birth')
})

test('procedures.quote: fees, papers and the due time follow the answers', async () => {
  const copies = {
    documents: [
      { name: 'Bằng', pages: 5, copies: 2 },
      { name: 'Sổ', pages: 300, copies: 1 },
    ],
  }
  const certified = await t.call(quote, { code: '2.000815', answers: copies }, visitor)
  assert.equal(certified.total, 2 * (4000 + 3 * 1000) + 200_000)
  t.now = new Date('2026-11-20T02:00:00Z') // Friday 09:00; Tuesday the 24th is a holiday
  const land = await t.call(quote, { code: '1.013831', answers: { transfer: { kind: 'gift', close: true } } }, visitor)
  assert.equal(land.fees.find(({ id }) => id === 'appraisal')?.amount, 0)
  assert.equal(land.papers.find(({ id }) => id === 'kinship')?.required, true)
  const single = await t.call(quote, { code: '1.004873' }, visitor)
  assert.equal(single.dueAt, '2026-11-26T02:00:00.000Z')
})
