import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { testContext, type TestContext } from '#test/context'
import { refusedWith } from '#test/people'
import { desk, hole, mai, nobody, operator, otherDesk, place, reportAt, uploadPicture } from '#test/reports'
import { listEventsOf } from '#core/events'
import { calendarsOf, workingTime } from '#modules/calendar'
import { rate, reopen, supplement, support, withdraw } from './operations/following.ts'
import { answer, assign, maskPhoto, note } from './operations/handling.ts'
import { get, track } from './operations/reading.ts'
import { register, submit } from './operations/sending.ts'
import { accept, askSupplement, hide, merge, reclassify, reject, show, transfer, unmerge } from './operations/triage.ts'

let t: TestContext
before(async () => void (t = await testContext()))
after(() => t.close())

const typesOf = async (code: string) =>
  (await listEventsOf(t.ctx.db, code)).map(({ type }) => type.replace('reports.', ''))
const countReports = async () =>
  (await sql<{ n: number }>`select count(*) as n from reports.report`.execute(t.ctx.db)).rows[0]?.n

describe('sending', { timeout: 120_000 }, () => {
  test('reports.submit finds the commune from the place, and the unit from the category', async () => {
    const sent = await t.call(submit, hole, mai)
    assert.match(sent.code, /^PA-\d{6}-[A-Z2-9]{6}$/)
    assert.equal(sent.commune.code, '99001')
    assert.equal(sent.unit.code, '99001')
    assert.equal(sent.secret, undefined)
    const water = await t.call(submit, { ...hole, category: 'water' }, mai)
    assert.equal(water.unit.code, 'H99.002')
    assert.deepEqual(await typesOf(sent.code), ['submitted'])
  })

  test('reports.submit refuses a place outside the province, and none at all, and writes nothing', async () => {
    const before = await countReports()
    await assert.rejects(t.call(submit, { ...hole, place: [100, 10] }, mai), refusedWith('outside-province'))
    await assert.rejects(t.call(submit, { ...hole, place: undefined }, mai), refusedWith('place-needed'))
    await assert.rejects(t.call(submit, { ...hole, category: 'no-such' }, mai), refusedWith('no-category'))
    await assert.rejects(t.call(submit, { ...hole, details: { size: 'huge' } }, mai), refusedWith('answers-wrong'))
    await assert.rejects(t.call(submit, { ...hole, text: 'ngắn' }, mai), refusedWith('invalid-input'))
    assert.equal(await countReports(), before)
  })

  test('reports.submit takes an anonymous report where the category allows, and refuses it elsewhere', async () => {
    const sent = await t.call(submit, hole, nobody)
    assert.ok(sent.secret)
    const hidden = await t.call(submit, { ...hole, anonymous: true }, mai)
    const { rows } = await sql<{ owner: string | null; sender: unknown }>`
      select owner, sender from reports.report where code = any(${[sent.code, hidden.code]})`.execute(t.ctx.db)
    assert.deepEqual(rows, [
      { owner: null, sender: null },
      { owner: null, sender: null },
    ])
    const [event] = await listEventsOf(t.ctx.db, hidden.code)
    assert.equal(event?.actor, 'anonymous')
    await assert.rejects(t.call(submit, { ...hole, category: 'attitude' }, nobody), refusedWith('sign-in-needed'))
    await assert.rejects(
      t.call(submit, { ...hole, category: 'attitude', anonymous: true }, mai),
      refusedWith('name-needed'),
    )
  })

  test('reports.track opens an anonymous report by its secret, and refuses a wrong one', async () => {
    const { code, secret = '' } = await t.call(submit, hole, nobody)
    assert.equal((await t.call(track, { code, secret }, nobody)).text, hole.text)
    await assert.rejects(t.call(track, { code, secret: 'wrong' }, nobody), refusedWith('sign-in-needed'))
    await assert.rejects(t.call(track, { code, secret: 'wrong' }, mai), refusedWith('not-allowed'))
  })

  test('a sender is sealed, and stands in no event', async () => {
    const { code } = await t.call(
      register,
      { ...hole, channel: 'hotline', sender: { name: 'Bà Nguyễn Thị Hoa', phone: '0912345678' } },
      operator,
    )
    const { rows } = await sql<{ row: string }>`
      select r::text as row from reports.report r where code = ${code}
      union all select e.payload::text from core.event e where e.record = ${code}`.execute(t.ctx.db)
    assert.ok(rows.length > 1)
    for (const { row } of rows) assert.doesNotMatch(row, /Hoa|0912345678/)
  })

  test('reports.register refuses whoever is no operator', async () => {
    await assert.rejects(t.call(register, { ...hole, channel: 'hotline' }, mai), refusedWith('not-allowed'))
    await assert.rejects(t.call(register, { ...hole, channel: 'counter' }, desk), refusedWith('not-allowed'))
  })

  test('reports.submit refuses a flood from one account, and from one address', async () => {
    const flooder = { ...mai, id: 'flooder' }
    for (let i = 0; i < 10; i += 1) await t.call(submit, hole, flooder)
    await assert.rejects(t.call(submit, hole, flooder), refusedWith('too-many-reports'))
    for (let i = 0; i < 30; i += 1) await t.call(submit, hole, { ...mai, id: `many-${i}` }, { address: '203.0.113.7' })
    await assert.rejects(t.call(submit, hole, nobody, { address: '203.0.113.7' }), refusedWith('too-many-reports'))
    t.now = new Date(t.now.getTime() + 2 * 3_600_000)
    await t.call(submit, hole, flooder)
  })
})

describe('handling', { timeout: 120_000 }, () => {
  test('a report goes from its sending to its judgement, each act an event', async () => {
    const code = await reportAt(t, 'shown')
    await t.call(assign, { code, to: 'officer-1' }, desk).catch(() => undefined)
    const photo = await uploadPicture(t)
    const answered = await t.call(answer, { code, text: 'Đã vá xong mặt đường.', photos: [photo] }, desk)
    assert.equal(answered.state.name, 'published')
    const rated = await t.call(rate, { code, score: 5, text: 'Cảm ơn!' }, mai)
    assert.equal(rated.state.name, 'rated')
    assert.deepEqual(await typesOf(code), ['submitted', 'accepted', 'shown', 'answered', 'published', 'rated'])
    const seen = await t.call(get, { code }, nobody)
    assert.equal(seen.answer, 'Đã vá xong mặt đường.')
    assert.equal(seen.inside, undefined)
    assert.equal(seen.senderName, undefined)
  })

  test('reports.answer refuses an answer without the photo that the category needs', async () => {
    const code = await reportAt(t, 'accepted')
    await assert.rejects(t.call(answer, { code, text: 'Xong.' }, desk), refusedWith('photo-after-needed'))
    assert.deepEqual(await typesOf(code), ['submitted', 'accepted'])
  })

  test('reports.get refuses a stranger what the desk has not shown, and tells nobody what it covered', async () => {
    const code = await reportAt(t, 'accepted', { text: 'Nhà số 12, gọi tôi 0912 345 678 để biết thêm.' })
    await assert.rejects(t.call(get, { code }, nobody), refusedWith('sign-in-needed'))
    await assert.rejects(t.call(get, { code }, { ...mai, id: 'other-person' }), refusedWith('not-allowed'))
    assert.match((await t.call(get, { code }, desk)).inside?.suggestedText ?? '', /gọi tôi ••• để biết/)
    await t.call(show, { code, text: 'Nhà số ••, có sự việc.' }, desk)
    const seen = await t.call(get, { code }, nobody)
    assert.equal(seen.text, 'Nhà số ••, có sự việc.')
    assert.doesNotMatch(JSON.stringify(seen), /0912/)
  })

  test('a sensitive category is shown about where it is', async () => {
    const { code } = await t.call(submit, { ...hole, category: 'noise' }, mai)
    await t.call(accept, { code }, desk)
    await t.call(show, { code, text: 'Quán hát ồn ào.' }, desk)
    assert.deepEqual((await t.call(get, { code }, nobody)).place, [106.705, 17.105])
    assert.deepEqual((await t.call(get, { code }, desk)).place, place)
  })

  test('reports.transfer gives the report to another unit, which then has it alone', async () => {
    const code = await reportAt(t, 'submitted')
    const moved = await t.call(transfer, { code, to: '99002', text: 'Thuộc địa bàn xã Hai.' }, desk)
    assert.equal(moved.state.name, 'transferred')
    assert.deepEqual(await typesOf(code), ['submitted', 'accepted', 'transferred', 'received'])
    await assert.rejects(t.call(answer, { code, text: 'Xong.' }, desk), refusedWith('not-allowed'))
    const events = await listEventsOf(t.ctx.db, code)
    assert.deepEqual(
      events.slice(-2).map(({ unit }) => unit),
      ['99001', '99002'],
    )
    await t.call(note, { code, text: 'Đã nhận.' }, otherDesk)
  })

  test('reports.merge makes one report of two, and reports.unmerge two of one again', async () => {
    const main = await reportAt(t, 'shown')
    const twin = await reportAt(t, 'submitted')
    await t.call(merge, { code: twin, into: main }, desk)
    assert.equal((await t.call(get, { code: main }, nobody)).met, 2)
    await assert.rejects(t.call(merge, { code: main, into: twin }, desk), refusedWith('cannot-merge'))
    const apart = await t.call(unmerge, { code: twin }, desk)
    assert.equal(apart.state.name, 'submitted')
    assert.equal((await t.call(get, { code: main }, nobody)).met, 1)
  })

  test('reports.ask-supplement waits for the sender, and reports.supplement brings it back', async () => {
    const code = await reportAt(t, 'submitted')
    await t.call(askSupplement, { code, text: 'Xin cho biết số nhà gần nhất.' }, desk)
    await assert.rejects(t.call(accept, { code }, desk), refusedWith('report-state'))
    const back = await t.call(supplement, { code, text: 'Trước số nhà 15.' }, mai)
    assert.equal(back.state.name, 'submitted')
  })

  test('reports.reopen works once, and within its time', async () => {
    const code = await reportAt(t, 'answered')
    await t.call(reopen, { code, text: 'Ổ gà vẫn còn.' }, mai)
    await t.call(answer, { code, text: 'Đã làm lại.', photos: [await uploadPicture(t)] }, desk)
    await assert.rejects(t.call(reopen, { code, text: 'Vẫn còn.' }, mai), refusedWith('reopen-too-late'))
    const late = await reportAt(t, 'answered')
    t.now = new Date(t.now.getTime() + 30 * 86_400_000)
    await assert.rejects(t.call(reopen, { code: late, text: 'Vẫn còn.' }, mai), refusedWith('reopen-too-late'))
  })

  test('reports.accept, QĐ 766 mục 5.2: however late it is taken up, the answer is due 15 working days after submission', async () => {
    const code = await reportAt(t, 'submitted')
    const { submittedAt, unit } = await t.call(get, { code }, desk)
    t.now = new Date(t.now.getTime() + 21 * 86_400_000)
    const taken = await t.call(accept, { code }, desk)
    const law = workingTime.dueAt(calendarsOf(t.ctx).of(unit.code), new Date(submittedAt), {
      amount: 15,
      unit: 'working days',
    })
    assert.equal(taken.dueAt, law.toISOString())
    const again = await t.call(reclassify, { code, category: 'noise', urgent: false }, desk)
    assert.equal(again.dueAt, law.toISOString(), 'another category moves it no further')
  })

  test('reports.reclassify changes category, urgency and due time', async () => {
    const code = await reportAt(t, 'accepted')
    const changed = await t.call(reclassify, { code, category: 'noise', urgent: true }, desk)
    assert.equal(Date.parse(changed.dueAt ?? ''), t.now.getTime() + 24 * 3_600_000)
    assert.equal((await t.call(get, { code }, desk)).category.id, 'noise')
  })

  test('reports.support counts a person once, and refuses who has not signed in', async () => {
    const code = await reportAt(t, 'shown')
    const hai = { ...mai, id: 'hai' }
    await t.call(support, { code, kind: 'met' }, hai)
    assert.deepEqual(await t.call(support, { code, kind: 'met' }, hai), { met: 2, followers: 1, likes: 0 })
    await assert.rejects(t.call(support, { code, kind: 'like' }, nobody), refusedWith('sign-in-needed'))
    assert.equal((await t.call(support, { code, kind: 'met', on: false }, hai)).met, 1)
  })

  test('reports.mask-photo makes a new picture for everybody, and the first one stays inside', async () => {
    const code = await reportAt(t, 'accepted', { photos: [await uploadPicture(t)] })
    await t.call(maskPhoto, { code, no: 1, covers: [{ x: 0.1, y: 0.1, width: 0.3, height: 0.2 }] }, desk)
    const { rows } = await sql<{ digest: string; masked: string }>`
      select digest, masked from reports.photo where code = ${code}`.execute(t.ctx.db)
    assert.notEqual(rows[0]?.masked, rows[0]?.digest)
    await t.call(show, { code, text: 'Có ảnh.', photos: [1] }, desk)
    const seen = await t.call(get, { code }, nobody)
    assert.ok(seen.photos[0]?.url.includes(rows[0]?.masked.slice(0, 8) ?? '?'))
  })

  test('reports.hide takes a report out of public sight; reports.reject ends it with the reason', async () => {
    const code = await reportAt(t, 'shown')
    await t.call(hide, { code }, desk)
    await assert.rejects(t.call(get, { code }, nobody), refusedWith('sign-in-needed'))
    const other = await reportAt(t, 'submitted')
    await t.call(
      reject,
      { code: other, because: 'complaint', text: 'Đây là khiếu nại, xin gửi theo Luật Khiếu nại.' },
      desk,
    )
    assert.match(JSON.stringify((await t.call(get, { code: other }, mai)).timeline), /Luật Khiếu nại/)
  })

  test('reports.withdraw refuses the desk: it is the sender’s', async () => {
    const code = await reportAt(t, 'submitted')
    await assert.rejects(t.call(withdraw, { code }, desk), refusedWith('not-allowed'))
    assert.equal((await t.call(withdraw, { code }, mai)).state.name, 'withdrawn')
  })

  test('an old version is told, not overwritten', async () => {
    const code = await reportAt(t, 'accepted')
    await assert.rejects(t.call(note, { code, version: 1, text: 'x' }, desk), refusedWith('report-changed'))
  })
})
