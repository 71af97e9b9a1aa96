import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { testContext, type TestContext } from '#test/context'
import { refusedWith } from '#test/people'
import { desk, mai, nobody, otherDesk, place, reportAt } from '#test/reports'
import { listEventsOf } from '#core/events'
import { nearby } from './operations/alike.ts'
import { list, propose, ranking, view } from './operations/finding.ts'
import { answerIdea, listIdeas, openIdea, submitIdea, voteIdea } from './operations/ideas.ts'
import { answerSurvey, getSurvey, listSurveys } from './operations/surveys.ts'
import { hide, reclassify } from './operations/triage.ts'
import { listCells, rebuildMap, recountMap } from './store/map.ts'

let t: TestContext
before(async () => void (t = await testContext()))
after(() => t.close())

const clear = () => sql`truncate reports.report, reports.map_point, reports.map_cell cascade`.execute(t.ctx.db)

describe('the public side', { timeout: 120_000 }, () => {
  beforeEach(clear)
  const around = { box: '106.6,17.0,106.8,17.2' }

  test('reports.list and reports.map are open to anyone, and hold only what the desk has shown', async () => {
    await reportAt(t, 'accepted')
    const code = await reportAt(t, 'shown')
    await t.drain()
    const { items } = await t.call(list, {}, nobody)
    assert.deepEqual(
      items.map((item) => [item.code, item.text]),
      [[code, 'Ổ gà lớn giữa đường.']],
    )
    const { points } = await t.call(view, around, nobody)
    assert.deepEqual(points, [{ code, lon: place[0], lat: place[1], category: 'hole', stage: 'handling' }])
    assert.deepEqual((await t.call(view, { box: '106.0,16.0,106.1,16.1' }, nobody)).points, [])
    await t.call(hide, { code }, desk)
    await t.drain()
    assert.deepEqual((await t.call(view, around, nobody)).points, [])
    const { rows } = await sql<{ n: number }>`select coalesce(sum(n), 0)::int as n from reports.map_cell`.execute(
      t.ctx.db,
    )
    assert.equal(rows[0]?.n, 0)
  })

  test('the counts that facts have kept are those made anew from all reports', async () => {
    for (let i = 0; i < 4; i += 1) await reportAt(t, i % 2 ? 'shown' : 'answered', { place: [106.7 + i / 1000, 17.1] })
    const changed = await reportAt(t, 'shown')
    await t.drain()
    await t.call(reclassify, { code: changed, category: 'water', urgent: false }, desk)
    await t.drain()
    const cells = async () =>
      (
        await sql`select zoom, x, y, category, month::text, stage, n from reports.map_cell where n <> 0
        order by zoom, category, month, x, y, stage`.execute(t.ctx.db)
      ).rows
    const live = await cells()
    await rebuildMap(t.ctx.db)
    assert.deepEqual(live, await cells())
    const box = [106, 17, 107, 18] as const
    const all = { box, category: '', stages: ['handling', 'answered'], since: undefined }
    assert.equal(
      (await listCells(t.ctx.db, 10, all)).reduce((sum, { n }) => sum + n, 0),
      3,
    )
    assert.equal((await listCells(t.ctx.db, 16, { ...all, category: 'water' })).length, 1)
    assert.equal((await listCells(t.ctx.db, 10, { ...all, since: '2027-01-01' })).length, 0)
  })

  test('a view with very many reports answers counts by squares, far and near', async () => {
    const code = await reportAt(t, 'shown')
    await sql`
      insert into reports.map_point (code, place, category, stage, month)
      select 'P' || i, point(106.7 + (i % 40) * 0.0001, 17.1 + (i / 40) * 0.0001), 'hole', 'handling', '2026-11-01'
      from generate_series(1, 400) i`.execute(t.ctx.db)
    const near = await t.call(view, { box: '106.699,17.099,106.706,17.104' }, nobody)
    assert.equal(near.points.length, 0)
    assert.equal(
      near.squares.reduce((sum, { handling }) => sum + handling, 0),
      400,
    )
    assert.ok(near.squares.length > 4, code)
    await recountMap(t.ctx.db)
    const far = { box: '106,16,108,18' }
    const [many, few] = [await t.call(view, far, nobody), await t.call(view, { ...far, across: 2 }, nobody)]
    const sum = (squares: typeof many.squares) => squares.reduce((all, { handling }) => all + handling, 0)
    assert.ok(few.squares.length <= many.squares.length && sum(few.squares) === sum(many.squares))
    assert.ok(few.squares.every(({ lon, lat }) => Math.abs(lon - 106.7) < 0.71 && Math.abs(lat - 17.1) < 0.71))
  })

  test('reports.nearby offers what is reported close by, and reports.propose who would answer; both are open to anyone', async () => {
    const code = await reportAt(t, 'shown')
    await reportAt(t, 'shown', { category: 'noise', place: [106.7001, 17.1] })
    await reportAt(t, 'shown', { place: [106.703, 17.1] })
    await t.drain()
    const { items } = await t.call(nearby, { place: [106.7005, 17.1], category: 'hole' }, nobody)
    assert.deepEqual(
      items.map((item) => [item.code, item.metres]),
      [[code, 53]],
    )
    const proposed = await t.call(propose, { text: 'Mat duong co nhieu ổ gà', place }, nobody)
    assert.deepEqual(
      [proposed.items[0]?.category, proposed.items[0]?.unit?.code, proposed.commune?.code, proposed.outside],
      ['hole', '99001', '99001', false],
    )
    assert.equal((await t.call(propose, { text: 'karaoke', place: [100, 10] }, nobody)).outside, true)
  })

  test('reports.ranking is open to anyone and names no person', async () => {
    await reportAt(t, 'answered')
    const { items } = await t.call(ranking, {}, nobody)
    const ward = items.find(({ unit }) => unit.code === '99001')
    assert.ok(ward && ward.answered >= 1 && ward.onTime >= 1)
  })

  test('reports.map refuses a box that is none', async () => {
    for (const box of ['1,2,3', '106.8,17,106.6,18', 'a,b,c,d', '0,0,999,1'])
      await assert.rejects(t.call(view, { box }, nobody), refusedWith('invalid-input'))
  })
})

describe('ideas', { timeout: 60_000 }, () => {
  const idea = {
    title: 'Thêm ghế chờ ở trung tâm',
    text: 'Buổi sáng đông người già, nên có thêm ghế và nước.',
    unit: '99001',
  }

  test('an idea is read by the desk, voted for once a person, and answered', async () => {
    const { code } = await t.call(submitIdea, idea, mai)
    assert.equal((await t.call(listIdeas, {}, nobody)).items.length, 0)
    assert.equal((await t.call(listIdeas, { view: 'desk' }, desk)).items[0]?.code, code)
    await assert.rejects(t.call(voteIdea, { code }, mai), refusedWith('not-allowed'))
    await t.call(openIdea, { code }, desk)
    await t.call(voteIdea, { code }, mai)
    assert.deepEqual(await t.call(voteIdea, { code }, { ...mai, id: 'hai' }), { votes: 2, voted: true })
    assert.equal((await t.call(voteIdea, { code }, mai)).votes, 2)
    await t.call(answerIdea, { code, outcome: 'adopted', text: 'Đã bố trí thêm 20 ghế.' }, desk)
    const [shown] = (await t.call(listIdeas, {}, nobody)).items
    assert.deepEqual([shown?.state, shown?.votes, shown?.authorName], ['answered', 2, undefined])
    await assert.rejects(t.call(voteIdea, { code, on: false }, mai), refusedWith('idea-state'))
    assert.deepEqual(
      (await listEventsOf(t.ctx.db, code)).map(({ type }) => type),
      ['reports.idea-submitted', 'reports.idea-opened', 'reports.idea-answered'],
    )
  })

  test('reports.submit-idea, reports.vote-idea and reports.list-ideas of one’s own: not for who has not signed in', async () => {
    await assert.rejects(t.call(submitIdea, idea, nobody), refusedWith('sign-in-needed'))
    const { code } = await t.call(submitIdea, idea, mai)
    await t.call(openIdea, { code }, desk)
    await assert.rejects(t.call(voteIdea, { code }, nobody), refusedWith('sign-in-needed'))
    await assert.rejects(t.call(listIdeas, { view: 'mine' }, nobody), refusedWith('sign-in-needed'))
    await assert.rejects(t.call(listIdeas, { view: 'desk' }, mai), refusedWith('not-allowed'))
  })

  test('reports.open-idea and reports.answer-idea refuse another unit’s desk and citizens', async () => {
    const { code } = await t.call(submitIdea, idea, mai)
    for (const who of [otherDesk, mai]) {
      await assert.rejects(t.call(openIdea, { code }, who), refusedWith('not-allowed'))
      const answer = { code, outcome: 'studied', text: 'Sẽ nghiên cứu thêm.' } as const
      await assert.rejects(t.call(answerIdea, answer, who), refusedWith('not-allowed'))
    }
    assert.equal((await listEventsOf(t.ctx.db, code)).length, 1)
  })
})

describe('surveys', { timeout: 60_000 }, () => {
  const person = (no: number) => ({ ...mai, id: `respondent-${no}` })

  test('reports.answer-survey takes one answer a person, counted in the open, and nothing leads back', async () => {
    for (const no of [1, 2])
      await t.call(answerSurvey, { id: 'colours', answers: { best: 'red', also: ['red', 'green'] } }, person(no))
    assert.deepEqual((await t.call(getSurvey, { id: 'colours' }, nobody)).tallies, [], 'too few to be shown')
    await t.call(answerSurvey, { id: 'colours', answers: { best: 'blue', words: 'tôi là Lan' } }, person(3))
    const { tallies, answers } = await t.call(getSurvey, { id: 'colours' }, nobody)
    assert.equal(answers, 3)
    assert.deepEqual(tallies, [
      { question: 'also', value: 'green', n: 2 },
      { question: 'also', value: 'red', n: 2 },
      { question: 'best', value: 'red', n: 2 },
      { question: 'best', value: 'blue', n: 1 },
      { question: 'words', value: '', n: 1 },
    ])
    await assert.rejects(
      t.call(answerSurvey, { id: 'colours', answers: { best: 'red' } }, person(1)),
      refusedWith('answered-already'),
    )
    assert.equal((await t.call(getSurvey, { id: 'colours' }, person(1))).answered, true)
    const { rows } = await sql<{ row: string }>`
      select a::text as row from reports.survey_answer a union all
      select e.actor || e.record || e.payload::text from core.event e where e.type = 'reports.survey-answered'`.execute(
      t.ctx.db,
    )
    assert.equal(rows.length, 6)
    for (const { row } of rows) assert.doesNotMatch(row, /respondent/)
  })

  test('reports.answer-survey refuses a wrong answer, one after the last day, and who has not signed in', async () => {
    const wrong = { id: 'colours', answers: { best: 'black' } }
    await assert.rejects(t.call(answerSurvey, wrong, person(9)), refusedWith('answers-wrong'))
    await assert.rejects(
      t.call(answerSurvey, { ...wrong, answers: { best: 'red' } }, nobody),
      refusedWith('sign-in-needed'),
    )
    t.now = new Date('2026-12-02T02:00:00Z')
    await assert.rejects(
      t.call(answerSurvey, { ...wrong, answers: { best: 'red' } }, person(9)),
      refusedWith('survey-closed'),
    )
  })

  test('reports.list-surveys and reports.get-survey are open to anyone', async () => {
    assert.deepEqual(
      (await t.call(listSurveys, {}, nobody)).items.map(({ id, open }) => [id, open]),
      [['colours', false]],
    )
    await assert.rejects(t.call(getSurvey, { id: 'none' }, nobody), refusedWith('survey-not-found'))
  })
})
