import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findPublishedLimit, longestPromise } from './limits.ts'
import { feesOf } from './published-fees.ts'
import { lawsIn } from './published-law.ts'
import { papersOfText } from './published-papers.ts'
import { cleanText, findSaid } from './published-text.ts'
import { limitOfWays, waysOfColumn, waysOfText } from './published-ways.ts'

test('tags, entities, odd spaces and decomposed letters become plain composed text', () => {
  assert.equal(
    cleanText('<p>Ph&iacute;&nbsp; <b>l\u1EC7</b>\u00A0ph\u0069\u0301</p><br/>A &amp;lt;b&gt;'),
    'Ph&iacute; lệ phí\nA &lt;b>',
  )
  assert.equal(cleanText('a<script>alert(1)</script>b\u200E\u00AD\u0007'), 'a b')
  assert.equal(cleanText('x &lt;img src=x onerror=alert(1)&gt; &#x110;'), 'x <img src=x onerror=alert(1)> Đ')
  assert.equal(cleanText('1 < 2 và \uD800 3'), '1 < 2 và \uFFFD 3')
  assert.equal(cleanText(' a \r\n\r\n \t b '), 'a\nb')
})

test('what the page says around a text is not the text', () => {
  const page = 'Giấy khai sinhTừ khóaKhông có thông tinMô tảKhông có thông tinChọn cơ quan thực hiệnTỉnh/ Thành phố'
  assert.equal(findSaid(page), 'Giấy khai sinh')
  for (const nothing of ['Không có thông tin', 'Không', 'không.', '--', '', undefined])
    assert.equal(findSaid(nothing), undefined)
})

test('time limits are read in their own unit; days are never turned into hours', () => {
  assert.deepEqual(findPublishedLimit('5 Ngày làm việc')?.limit, { amount: 5, unit: 'working days' })
  assert.deepEqual(findPublishedLimit('15 Ngày')?.limit, { amount: 15, unit: 'days' })
  assert.deepEqual(findPublishedLimit('8 Giờ')?.limit, { amount: 8, unit: 'working hours' })
  assert.deepEqual(findPublishedLimit('2 Tuần')?.limit, { amount: 14, unit: 'days' })
  assert.deepEqual(findPublishedLimit('1.5 Ngày làm việc'), {
    limit: { amount: 2, unit: 'working days' },
    doubt: 'broken number',
  })
  assert.deepEqual(findPublishedLimit('3'), { limit: { amount: 3, unit: 'working days' }, doubt: 'no unit' })
  for (const none of ['', 'Không có thông tin', 'vài ngày', '0 Ngày', '-3 Ngày'])
    assert.equal(findPublishedLimit(none), undefined)
})

test('the longest promise counted from the reception of papers is found in the steps', () => {
  const steps =
    'Trong thời hạn 03 ngày làm việc kể từ ngày nhận hồ sơ, … Trong thời hạn 07 (bảy) ngày làm việc kể từ ngày nhận được hồ sơ hợp lệ.'
  assert.deepEqual(longestPromise(steps), { amount: 7, unit: 'working days' })
  assert.equal(longestPromise('Trong thời hạn 60 ngày kể từ ngày sinh con'), undefined)
})

test('cells that were glued to one another are told apart', () => {
  const [online, counter, ...rest] = waysOfText(
    'Hình thức nộpThời gianPhí, lệ phíMô tảTrực tuyến3 Ngày làm việc5,000 Việt Nam Đồng(Thu 5.000 đồng/lần)Nộp qua mạng. Trực tiếp3 Ngày làm việc10,000 Việt Nam Đồng',
  )
  assert.deepEqual(rest, [])
  assert.equal(online?.channel, 'online')
  assert.equal(online?.fee.amount, 5000)
  assert.equal(online?.text, 'Nộp qua mạng.')
  assert.equal(counter?.channel, 'counter')
  assert.equal(counter?.fee.amount, 10_000)
})

test('a limit without unit and a fee cut to thousands count only with the note that says the whole sum', () => {
  const [noted] = waysOfText('Trực tiếp120 VNĐ(20.000 đ/tờ khai)')
  assert.deepEqual(noted?.within, { limit: { amount: 1, unit: 'working days' }, doubt: 'no unit' })
  assert.equal(noted?.fee.amount, 20_000)
  const [bare] = waysOfText('Trực tiếp1100 VNĐ(Miễn phí đối với người di cư)')
  assert.equal(bare?.fee.amount, undefined)
  assert.match(bare?.fee.doubt ?? '', /100 đồng/)
})

test('fees that contradict themselves stay undecided and are told', () => {
  const ways = waysOfText('Trực tuyến5 Ngày155 VNĐ(155 USD/thẻ)Trực tiếp5 NgàyMiễn phí(Mức thu 20.000 đồng)')
  const { words, doubts } = feesOf(ways)
  assert.equal(JSON.stringify(words).includes('"pay":"null"'), true)
  assert.equal(doubts.length, 2)
  const twice = feesOf(waysOfColumn('Trực tiếp=3 Ngày@5000 ; Trực tiếp=3 Ngày@7000'))
  assert.match(twice.doubts[0]?.reason ?? '', /5\.000 đồng; 7\.000 đồng/)
})

test('fees that differ by channel are a decision table; equal ones are one row', () => {
  const differ = feesOf(waysOfColumn('Trực tuyến=3 Ngày làm việc@5000 ; Trực tiếp=3 Ngày làm việc@10000'))
  assert.deepEqual(differ.words['published'], {
    name: { vi: 'Phí, lệ phí', en: 'Fees' },
    kind: 'lệ phí',
    when: [{ if: 'channel = "online"', pay: 5000 }, { pay: 10_000 }],
    basis:
      'Mức công bố trên Cổng Dịch vụ công quốc gia; mức do địa phương quy định theo nghị quyết của Hội đồng nhân dân tỉnh',
  })
  const same = feesOf(waysOfColumn('Trực tuyến=1 Ngày@0 ; Trực tiếp=1 Ngày@0'))
  assert.equal(JSON.stringify(same.words).includes('channel'), false)
})

test('of several ways the longest limit is promised', () => {
  const ways = waysOfColumn('Trực tuyến=17 Ngày làm việc ; Trực tiếp=27 Ngày làm việc ; Dịch vụ bưu chính=20 Ngày')
  assert.deepEqual(limitOfWays(ways)?.limit, { amount: 27, unit: 'working days' })
})

test('papers keep their group, their form and their counts', () => {
  const papers = papersOfText(
    '* Giấy tờ phải nộp:Tên giấy tờMẫu đơn, tờ khaiSố lượngĐơn đề nghịMẫu 01.docx1 bản chính- Bản sao bằng0 bản chính,2 bản sao* Giấy tờ xuất trình:Tên giấy tờMẫu đơn, tờ khaiSố lượngHộ chiếu1 bản chính',
  )
  assert.deepEqual(papers, [
    { group: 'Giấy tờ phải nộp', name: 'Đơn đề nghị', form: 'Mẫu 01.docx', originals: 1, copies: 0 },
    { group: 'Giấy tờ phải nộp', name: 'Bản sao bằng', form: undefined, originals: 0, copies: 2 },
    { group: 'Giấy tờ xuất trình', name: 'Hộ chiếu', form: undefined, originals: 1, copies: 0 },
  ])
  assert.deepEqual(papersOfText('--'), [])
})

test('numbers of laws are found where titles are glued to them', () => {
  assert.deepEqual(
    lawsIn(
      'Luật Hộ tịch60/2014/QH13Nghị định 123/2015/NĐ-CP123/2015/NĐ-CPThông tư14/2025/TT-BNNMTQUY ĐỊNH54/2024/NĐ-CP14/2009/TTLT-BCT-BTC',
    ),
    ['60/2014/QH13', '123/2015/NĐ-CP', '14/2025/TT-BNNMT', '54/2024/NĐ-CP', '14/2009/TTLT-BCT-BTC'],
  )
})
