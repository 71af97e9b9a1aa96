import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { anonymous } from '#core/actor'
import { listEventsOf } from '#core/events'
import { caseAt, citizen, lan, officer, official } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { refusedWith } from '#test/people'
import { returnResult } from '../cases/operations/deciding.ts'
import { receptionist } from '#test/cases'
import * as answering from './operations/answering.ts'
import * as board from './operations/board.ts'
import { getDesk } from './operations/desk.ts'
import { home } from './operations/home.ts'
import { getJourney, tick } from './operations/journeys.ts'
import * as news from './operations/news.ts'
import * as subscribing from './operations/subscribing.ts'
import { subscribersOf } from './subscribers.ts'

const nobody = anonymous()
const editor = official('editor', '99', 'news-editor')
const hung = citizen('hung')

describe('services', { timeout: 240_000 }, () => {
  let t: TestContext
  before(async () => {
    t = await testContext({ now: '2026-11-18T02:00:00Z' })
  })
  after(() => t.close())
  const eventsOf = async (record: string) => (await listEventsOf(t.ctx.db, record)).map(({ type }) => type)

  test('services.board is open to anyone; each tile leads to where it is done', async () => {
    const { services, journeys } = await t.call(board.board, {}, nobody)
    const byId = new Map(services.map((tile) => [tile.id, tile]))
    assert.equal(byId.get('note')?.path, '/thu-tuc/9.000002')
    assert.equal(byId.get('lines')?.path, '/dich-vu/lines')
    assert.equal(byId.get('neighbour')?.site, 'https://neighbour.example/')
    assert.deepEqual(
      journeys.map(({ id, steps }) => [id, steps]),
      [['noting', 3]],
    )
  })

  test('services.search finds services and procedures without marks, for anyone', async () => {
    const found = await t.call(board.search, { q: 'so dien thoai khan cap' }, nobody)
    assert.equal(found.services[0]?.id, 'lines')
    const typo = await t.call(board.search, { q: 'sao ghi chep' }, nobody)
    assert.equal(typo.services[0]?.id, 'note')
    assert.ok(!typo.procedures.some(({ code }) => code === '9.000002'), 'it is not shown twice')
  })

  test('services.get is open to anyone and refuses what is not there', async () => {
    const { form } = await t.call(board.get, { service: 'opinion' }, nobody)
    assert.equal(form?.[0]?.fields.length, 2)
    await assert.rejects(t.call(board.get, { service: 'none' }, nobody), refusedWith('service-not-found'))
  })

  test('services.look-up answers anyone with source and date; internal fields stay inside', async () => {
    const found = await t.call(board.lookUpIn, { service: 'lines', words: 'cap cuu' }, nobody)
    assert.deepEqual(found.rows, [['115', 'Cấp cứu', '']])
    assert.equal(found.asOf, '2026-11-01')
    const days = await t.call(board.lookUpIn, { service: 'days-off' }, nobody)
    assert.ok(days.rows.length > 0 && days.rows.every(([on = '']) => on >= '2026-11-18'))
    await assert.rejects(t.call(board.lookUpIn, { service: 'opinion' }, nobody), refusedWith('service-not-found'))
  })

  test('services.open counts for anyone, and keeps nobody’s name', async () => {
    await t.call(board.open, { service: 'lines' }, nobody)
    await t.call(board.open, { service: 'lines' }, lan)
    await t.call(board.open, { service: 'note' }, lan)
    assert.deepEqual((await t.call(board.board, {}, nobody)).mostOpened, ['lines', 'note'])
    await assert.rejects(t.call(board.open, { service: 'none' }, nobody), refusedWith('service-not-found'))
  })

  test('services.set-favourite keeps a service at hand, and refuses who is not signed in', async () => {
    await t.call(board.setFavourite, { service: 'lines', favourite: true }, lan)
    await t.call(board.setFavourite, { service: 'lines', favourite: true }, lan)
    assert.deepEqual((await t.call(board.board, {}, lan)).favourites, ['lines'])
    assert.deepEqual((await t.call(board.board, {}, hung)).favourites, [])
    const gone = await t.call(board.setFavourite, { service: 'lines', favourite: false }, lan)
    assert.deepEqual(gone.favourites, [])
    await assert.rejects(
      t.call(board.setFavourite, { service: 'lines', favourite: true }, nobody),
      refusedWith('sign-in-needed'),
    )
  })

  test('services.subscribe takes a topic once and states it; refuses an unknown topic and officials', async () => {
    const topic = 'commune-warnings/99001'
    const { topics } = await t.call(subscribing.subscribe, { topic }, lan)
    await t.call(subscribing.subscribe, { topic }, lan)
    await t.call(subscribing.subscribe, { topic }, hung)
    assert.deepEqual(
      topics.map(({ name }) => name.vi),
      ['Phường Một'],
    )
    for (const wrong of ['commune-warnings/none', 'field-news/none', 'procedure-changes/none', 'what/99001', 'x'])
      await assert.rejects(t.call(subscribing.subscribe, { topic: wrong }, lan), refusedWith('unknown-topic'))
    await assert.rejects(t.call(subscribing.subscribe, { topic }, officer), refusedWith('not-allowed'))
    const sets = await Array.fromAsync(subscribersOf(t.ctx.db, topic, 1))
    assert.deepEqual(sets, [['hung'], ['lan']])
  })

  test('services.unsubscribe ends it, services.list-subscriptions shows mine only; both refuse nobody', async () => {
    await t.call(subscribing.subscribe, { topic: 'field-news/notes' }, lan)
    await t.call(subscribing.unsubscribe, { topic: 'commune-warnings/99001' }, lan)
    const { topics } = await t.call(subscribing.listSubscriptions, {}, lan)
    assert.deepEqual(
      topics.map(({ topic }) => topic),
      ['field-news/notes'],
    )
    assert.deepEqual(await Array.fromAsync(subscribersOf(t.ctx.db, 'commune-warnings/99001')), [['hung']])
    await assert.rejects(t.call(subscribing.unsubscribe, { topic: 'x' }, lan), refusedWith('unknown-topic'))
    await assert.rejects(t.call(subscribing.unsubscribe, { topic: 'x/y' }, nobody), refusedWith('sign-in-needed'))
    await assert.rejects(t.call(subscribing.listSubscriptions, {}, nobody), refusedWith('sign-in-needed'))
  })

  test('services.answer seals what was said and refuses wrong answers; services.list-answers refuses other units', async () => {
    const answers = { opinion: { commune: '99001', text: 'Quầy phục vụ tốt' } }
    const { id } = await t.call(answering.answer, { service: 'opinion', answers }, nobody)
    assert.deepEqual(await eventsOf(`service-answer/${id}`), ['services.answered'])
    const wrong = { opinion: { commune: 'none', text: '' } }
    await assert.rejects(
      t.call(answering.answer, { service: 'opinion', answers: wrong }, nobody),
      refusedWith('answers-wrong'),
    )
    const { items } = await t.call(answering.listAnswers, { service: 'opinion' }, officer)
    assert.deepEqual(
      items[0]?.lines.map(({ value }) => value),
      ['Phường Một', 'Quầy phục vụ tốt'],
    )
    const elsewhere = await t.call(answering.listAnswers, { service: 'opinion' }, official('x', '99002', 'officer'))
    assert.deepEqual(elsewhere.items, [])
    for (const actor of [lan, editor])
      await assert.rejects(t.call(answering.listAnswers, { service: 'opinion' }, actor), refusedWith('not-allowed'))
  })

  test('services.get-desk tells an official what waits to be read, and refuses citizens', async () => {
    const before = (await t.call(getDesk, {}, officer)).forms[0]?.waiting ?? 0
    const answers = { opinion: { commune: '99001', text: 'Thêm ghế chờ' } }
    await t.call(answering.answer, { service: 'opinion', answers }, nobody)
    const desk = await t.call(getDesk, {}, officer)
    assert.deepEqual([desk.forms[0]?.service, desk.forms[0]?.waiting, desk.mayPublish], ['opinion', before + 1, false])
    assert.deepEqual(await t.call(getDesk, {}, editor), { forms: [], mayPublish: true })
    await assert.rejects(t.call(getDesk, {}, lan), refusedWith('not-allowed'))
  })

  test('services.mark-answer-read happens once, and refuses who does not read the form', async () => {
    const answers = { opinion: { commune: '99001', text: 'Nên có ghế chờ' } }
    const { id } = await t.call(answering.answer, { service: 'opinion', answers }, lan)
    for (const actor of [editor, official('x', '99002', 'officer'), lan])
      await assert.rejects(t.call(answering.markAnswerRead, { id }, actor), refusedWith('not-allowed'))
    await t.call(answering.markAnswerRead, { id }, officer)
    assert.deepEqual(await eventsOf(`service-answer/${id}`), ['services.answered', 'services.answer-read'])
    await assert.rejects(t.call(answering.markAnswerRead, { id }, officer), refusedWith('answer-read'))
  })

  test('services.publish-news refuses who is no editor; services.list-news and services.get-news are open to anyone', async () => {
    const words = { title: 'Lịch nghỉ Tết', summary: 'Nghỉ bảy ngày', body: 'Từ 14/02/2027.', field: 'notes' }
    const { id } = await t.call(news.publishNews, words, editor)
    t.now = new Date('2026-11-18T03:00:00Z')
    await t.call(news.publishNews, { ...words, title: 'Tin sau' }, editor)
    assert.deepEqual(await eventsOf(`news/${id}`), ['services.news-published'])
    const first = await t.call(news.listNews, { limit: 1 }, nobody)
    const second = await t.call(news.listNews, { limit: 1, after: first.next }, nobody)
    assert.deepEqual(
      [first.items[0]?.title, second.items[0]?.title, second.next],
      ['Tin sau', 'Lịch nghỉ Tết', undefined],
    )
    assert.equal((await t.call(news.getNews, { id }, nobody)).body, 'Từ 14/02/2027.')
    await assert.rejects(t.call(news.getNews, { id: 'mistyped' }, nobody), refusedWith('news-not-found'))
    for (const actor of [officer, lan])
      await assert.rejects(t.call(news.publishNews, words, actor), refusedWith('not-allowed'))
    await assert.rejects(t.call(news.publishNews, { ...words, field: 'none' }, editor), refusedWith('unknown-field'))
  })

  test('services.withdraw-news takes it back once, and refuses another unit’s editor', async () => {
    const { id } = await t.call(news.publishNews, { title: 'Nhầm', summary: 'Nhầm', body: 'Nhầm' }, editor)
    await assert.rejects(
      t.call(news.withdraw, { id }, official('x', '99001', 'news-editor')),
      refusedWith('not-allowed'),
    )
    await t.call(news.withdraw, { id }, editor)
    await assert.rejects(t.call(news.getNews, { id }, nobody), refusedWith('news-not-found'))
    await assert.rejects(t.call(news.withdraw, { id }, editor), refusedWith('news-withdrawn'))
  })

  test('services.get-journey is open to anyone; it ticks what the platform knows is done', async () => {
    const stepsOf = async (actor = lan) =>
      (await t.call(getJourney, { journey: 'noting' }, actor)).steps.map(({ id, done, underway }) => [
        id,
        done,
        underway,
      ])
    assert.deepEqual(await stepsOf(nobody), [
      ['write', undefined, undefined],
      ['copy', undefined, undefined],
      ['call', undefined, undefined],
    ])
    const open = await caseAt(t, 'accepted')
    assert.deepEqual((await stepsOf())[1], ['copy', undefined, open])
    const code = await caseAt(t, 'resolved')
    await t.call(returnResult, { code }, receptionist)
    assert.deepEqual((await stepsOf())[1], ['copy', 'platform', undefined])
    assert.deepEqual((await stepsOf(hung))[1], ['copy', undefined, undefined])
    await assert.rejects(t.call(getJourney, { journey: 'none' }, lan), refusedWith('journey-not-found'))
  })

  test('services.tick keeps my own ticks and refuses nobody and unknown steps', async () => {
    const { steps } = await t.call(tick, { journey: 'noting', step: 'write', done: true }, lan)
    assert.equal(steps[0]?.done, 'person')
    const back = await t.call(tick, { journey: 'noting', step: 'write', done: false }, lan)
    assert.equal(back.steps[0]?.done, undefined)
    await assert.rejects(
      t.call(tick, { journey: 'noting', step: 'none', done: true }, lan),
      refusedWith('no-journey-step'),
    )
    await assert.rejects(
      t.call(tick, { journey: 'noting', step: 'write', done: true }, nobody),
      refusedWith('sign-in-needed'),
    )
  })

  test('services.home is one answer for a citizen, and refuses officials and nobody', async () => {
    const code = await caseAt(t, 'resolved')
    await t.call(board.setFavourite, { service: 'lines', favourite: true }, lan)
    const mine = await t.call(home, {}, lan)
    assert.ok(mine.waiting.some(({ record, kind }) => record === code && kind === 'result'))
    // All of them were filed in one moment: which comes first is the codes' business.
    assert.ok(mine.cases.some((item) => item.code === code))
    assert.deepEqual(
      mine.favourites.map(({ id }) => id),
      ['lines'],
    )
    assert.ok(mine.news.length > 0 && mine.topics.length > 0)
    for (const actor of [officer, nobody]) await assert.rejects(t.call(home, {}, actor))
  })

  test('a link with signIn: is an application that signs people in', async () => {
    const { listClients } = await import('../people/clients.ts')
    assert.ok(
      listClients(t.ctx).some(({ clientId, url }) => clientId === 'neighbour' && url === 'https://neighbour.example/'),
    )
  })
})
