import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { testContext, type TestContext } from '#test/context'
import { refusedWith } from '#test/people'
import { anna, dan, operator, spreadAll, stranger } from '#test/telling'
import type { Actor } from '#core/actor'
import { addPeople } from '#modules/people'
import { kilometresBetween } from './area.ts'
import { spread } from './broadcast.ts'
import { channels, type Channel } from './definition.ts'
import { broadcast, broadcastFigures, broadcasts } from './operations/broadcasting.ts'
import { countAudience, myReach, preview } from './operations/previewing.ts'
import { setChoices } from './operations/choosing.ts'
import { acknowledge, countUnread, list, markRead } from './operations/reading.ts'
import { hourOf, waysOut, type Told } from './rules.ts'
import { findRecipients } from './store/choices.ts'
import { chooseCommune } from '../people/operations/home.ts'

const official = (unit: string, role: string): Actor => ({
  kind: 'official',
  id: `${role}-${unit}`,
  name: role,
  posts: [{ unit, role }],
  locale: 'vi',
})
const chairman = official('99', 'chair')
const leader = official('99', 'leader')
const communeChair = official('99001', 'chair')
const warning = {
  kind: 'warning' as const,
  area: { communes: ['99001'] },
  title: { vi: 'Ngập lụt', en: 'Flood' },
  text: { vi: 'Nước lên nhanh.', en: 'The water is rising.' },
}

describe('notices to an area', { timeout: 120_000 }, () => {
  let t: TestContext
  before(async () => {
    t = await testContext()
    const person = (id: string, commune: string | undefined, more: object) => ({
      id,
      kind: 'citizen' as const,
      name: id,
      ...(commune === undefined ? {} : { commune }),
      ...more,
    })
    const people = [
      person('anna', '99001', { email: 'anna@example.vn', phone: '+84912000001' }),
      person('dan', '99001', { phone: '+84912000002' }),
      person('em', '99002', { phone: '+84912000003' }),
      person('phu', undefined, { email: 'phu@example.vn' }),
    ]
    await t.ctx.db.transaction().execute((db) => addPeople(db, t.ctx, people, t.now))
    await t.call(setChoices, { locale: 'en' }, anna)
  })
  after(() => t.close())
  beforeEach(async () => void (await sql`truncate notices.message, notices.broadcast cascade`.execute(t.ctx.db)))

  const told = async () =>
    (
      await sql<{ told: string }>`
      select account || ' ' || channel || ' ' || state || ' ' || subject as told from notices.message order by account, channel`.execute(
        t.ctx.db,
      )
    ).rows.map((row) => row.told)

  test('notices.broadcast tells the people of a commune in their language by their ways; facts are stated', async () => {
    const made = await t.call(broadcast, warning, communeChair)
    assert.deepEqual(
      made.communes?.map(({ code }) => code),
      ['99001'],
    )
    assert.equal(await spreadAll(t), 2)
    assert.equal(await spread(t.ctx), 0)
    assert.deepEqual(await told(), [
      'anna app sent Flood',
      'anna email kept Flood',
      'dan app sent Ngập lụt',
      'dan sms kept Ngập lụt',
    ])
    const { rows: events } = await sql<{ type: string; unit: string }>`
      select * from core.event where record = ${`broadcast/${made.id}`} order by version`.execute(t.ctx.db)
    assert.deepEqual(
      events.map(({ type, unit }) => `${type} ${unit}`),
      ['notices.broadcast-sent 99001', 'notices.broadcast-spread 99001'],
    )
    assert.ok(!JSON.stringify(events).includes('Nước lên'), 'what was said stands in no event')
  })

  test('notices.broadcast refuses who may not write to that area, or not at night; nothing is written', async () => {
    const wrong: [Actor, object][] = [
      [dan, warning],
      [official('99001', 'officer'), warning],
      [communeChair, { ...warning, area: { communes: ['99002'] } }],
      [communeChair, { ...warning, area: 'province' }],
      [leader, { ...warning, kind: 'emergency' }],
    ]
    for (const [actor, input] of wrong)
      await assert.rejects(t.call(broadcast, { ...warning, ...input }, actor), refusedWith('not-allowed'))
    await assert.rejects(
      t.call(broadcast, { ...warning, area: { communes: ['12345'] } }, chairman),
      refusedWith('not-a-commune'),
    )
    await assert.rejects(t.call(broadcast, { ...warning, link: '//evil.vn' }, chairman), refusedWith('invalid-input'))
    assert.deepEqual(await told(), [])
    assert.deepEqual(await t.call(broadcasts, {}, chairman), [])
  })

  test('an emergency goes by every way; the whole province hears it, whoever chose what', async () => {
    await t.call(setChoices, { ways: { warnings: [] }, digestAt: 600 }, anna)
    await t.call(broadcast, { ...warning, kind: 'emergency', area: 'province' }, chairman)
    await spreadAll(t)
    assert.deepEqual(
      (await told()).map((one) => one.split(' ').slice(0, 3).join(' ')),
      [
        'anna app sent',
        'anna email kept',
        'anna sms kept',
        'dan app sent',
        'dan sms kept',
        'em app sent',
        'em sms kept',
        'phu app sent',
        'phu email kept',
      ],
    )
    await t.call(setChoices, { ways: {}, digestAt: null }, anna)
  })

  test('a text with marks of a page stays text', async () => {
    await t.call(broadcast, { ...warning, title: { vi: '<script>alert(1)</script>' } }, chairman)
    await spreadAll(t)
    assert.equal((await t.call(list, {}, dan))[0]?.subject, '<script>alert(1)</script>')
  })

  test('notices.count-audience counts people and ways before anything is sent, also by distance, and refuses others', async () => {
    const ask = (area: unknown, kind: 'news' | 'warning' | 'emergency' = 'warning') =>
      t.call(countAudience, { kind, area: area === 'province' ? area : JSON.stringify(area) }, chairman)
    const ways = ({ people, communes, ways: by }: Awaited<ReturnType<typeof ask>>) =>
      [people, communes, ...by.map((one) => `${one.channel} ${one.people} ${one.provided}`)].join(', ')
    // In these communes: Anna has both, Dân and Em only a phone. Phú, of no commune, has e-mail.
    const two = { communes: ['99001', '99002'] }
    assert.equal(ways(await ask(two)), '3, 2, push 0 true, email 1 false, sms 2 false')
    assert.equal(ways(await ask(two, 'emergency')), '3, 2, push 0 true, email 1 false, sms 3 false')
    assert.equal(ways(await ask(two, 'news')), '3, 2, push 0 true, email 0 false')
    assert.equal(ways(await ask('province')), '4, , push 0 true, email 2 false, sms 2 false')
    assert.ok((await ask({ around: { lon: 107.1, lat: 16.8, km: 200 } })).people >= 3)
    await assert.rejects(ask({ around: { lon: 0, lat: 0, km: 1 } }), refusedWith('nobody-there'))
    await assert.rejects(t.call(countAudience, { kind: 'warning', area: 'province' }, dan), refusedWith('not-allowed'))
  })

  test('what notices.count-audience says is what notices.broadcast then does, whatever was chosen', async () => {
    for (const ways of [{}, { warnings: [] }, { warnings: ['sms' as const] }])
      for (const kind of ['news', 'warning', 'emergency'] as const) {
        await t.call(setChoices, { ways }, anna)
        const counted = await t.call(countAudience, { kind, area: 'province' }, chairman)
        await sql`truncate notices.message, notices.broadcast cascade`.execute(t.ctx.db)
        await t.call(broadcast, { ...warning, kind, area: 'province' }, chairman)
        await spreadAll(t)
        for (const { channel, people } of counted.ways) {
          const sent = (await told()).filter((line) => line.includes(` ${channel} `)).length
          assert.equal(sent, people, `${JSON.stringify(ways)} ${kind} ${channel}`)
        }
      }
    await t.call(setChoices, { ways: {} }, anna)
  })

  test('notices.preview words it in both languages and sends nothing; it refuses who may not write there', async () => {
    const shown = await t.call(
      preview,
      { ...warning, kind: 'emergency', text: { vi: 'Nước lên nhanh.' } },
      communeChair,
    )
    assert.equal(shown.vi.subject, 'Khẩn cấp: Ngập lụt')
    assert.equal(shown.en.subject, 'Emergency: Flood')
    assert.match(shown.vi.body, /^Nước lên nhanh\.\n.+ thông báo\.$/)
    assert.match(shown.en.body, /^Nước lên nhanh\.\nFrom /, 'without English words the Vietnamese ones stand there')
    assert.equal(shown.vi.smsSegments, 1)
    assert.deepEqual(await told(), [])
    assert.deepEqual(await t.call(broadcasts, {}, chairman), [])
    await assert.rejects(t.call(preview, warning, dan), refusedWith('not-allowed'))
    await assert.rejects(t.call(preview, { ...warning, area: 'province' }, communeChair), refusedWith('not-allowed'))
  })

  test('notices.my-reach says to whom one may write, and refuses who is not signed in', async () => {
    const reach = async (actor: Actor) => {
      const { kinds, province, communes, watches } = await t.call(myReach, {}, actor)
      return [kinds.join(' '), province, communes.map(({ code }) => code).join(' '), watches]
    }
    const everywhere = (await t.call(myReach, {}, chairman)).communes
    assert.ok(everywhere.length > 1)
    assert.deepEqual(await reach(communeChair), ['news warning emergency', false, '99001', false])
    const [kinds, province] = await reach(leader)
    assert.deepEqual([kinds, province], ['news warning', true])
    assert.deepEqual(await reach(operator), ['', false, '', true])
    assert.deepEqual(await reach(dan), ['', false, '', false])
    await assert.rejects(t.call(myReach, {}, stranger), refusedWith('sign-in-needed'))
  })

  test('notices.broadcast-figures and notices.broadcasts tell who read it by commune, and refuse citizens', async () => {
    const { id } = await t.call(broadcast, { ...warning, area: 'province' }, chairman)
    await spreadAll(t)
    const [notice] = await t.call(list, {}, dan)
    await t.call(markRead, { id: notice?.id ?? 0 }, dan)
    const [other] = await t.call(list, {}, anna)
    await t.call(acknowledge, { id: other?.id ?? 0 }, anna)
    const figures = await t.call(broadcastFigures, { id }, chairman)
    assert.deepEqual(
      figures.map(({ commune, people, read, acknowledged }) => [commune, people, read, acknowledged]),
      [
        ['99001', 2, 2, 1],
        ['99002', 1, 0, 0],
        [undefined, 1, 0, 0],
      ],
    )
    assert.equal((await t.call(broadcasts, {}, operator))[0]?.people, 4)
    for (const wrong of [dan, stranger, official('99001', 'officer')]) {
      await assert.rejects(t.call(broadcasts, {}, wrong))
      await assert.rejects(t.call(broadcastFigures, { id }, wrong))
    }
  })

  test('notices.acknowledge and notices.count-unread are for my own notices only, and refuse who is not signed in', async () => {
    await t.call(broadcast, warning, chairman)
    await spreadAll(t)
    assert.equal((await t.call(countUnread, {}, dan)).unread, 1)
    const [mine] = await t.call(list, {}, dan)
    await assert.rejects(t.call(acknowledge, { id: mine?.id ?? 0 }, anna), refusedWith('no-notice'))
    await t.call(acknowledge, { id: mine?.id ?? 0 }, dan)
    assert.equal((await t.call(countUnread, {}, dan)).unread, 0)
    assert.equal((await t.call(list, {}, dan))[0]?.acknowledged, true)
    await assert.rejects(t.call(acknowledge, { id: 1 }, stranger), refusedWith('sign-in-needed'))
    await assert.rejects(t.call(countUnread, {}, stranger), refusedWith('sign-in-needed'))
  })

  test('people.choose-commune decides what I am told, and refuses a place that is no commune and who is not signed in', async () => {
    assert.equal((await t.call(chooseCommune, { commune: '99002' }, dan)).commune, '99002')
    await t.call(broadcast, warning, chairman)
    await spreadAll(t)
    assert.deepEqual(await told(), ['anna app sent Flood', 'anna email kept Flood'])
    await assert.rejects(t.call(chooseCommune, { commune: '99' }, dan), refusedWith('not-a-commune'))
    await assert.rejects(t.call(chooseCommune, { commune: null }, stranger), refusedWith('sign-in-needed'))
    await t.call(chooseCommune, { commune: '99001' }, dan)
  })

  test('the statement for everybody decides as the rules do for one, whatever was chosen and at every hour', async () => {
    const ways: Partial<Record<'warnings', Channel[]>>[] = [
      {},
      { warnings: [] },
      { warnings: ['sms'] },
      { warnings: ['push', 'email', 'sms'] },
    ]
    const hours = [null, { from: 1320, to: 360 }, { from: 480, to: 1020 }]
    for (const hour of ['2026-11-18T02:10:30Z', '2026-11-18T16:59:59Z', '2026-11-18T22:59:00Z'])
      for (const chosen of ways)
        for (const quiet of hours)
          for (const digestAt of [null, 560, 7 * 60]) {
            t.now = new Date(hour)
            await t.call(setChoices, { ways: chosen, quiet, digestAt }, anna)
            await sql`truncate notices.message, notices.broadcast cascade`.execute(t.ctx.db)
            await t.call(broadcast, warning, chairman)
            await spreadAll(t)
            const { rows } = await sql<{ channel: string; state: string; next_at: Date }>`
              select channel, state, next_at from notices.message where account = 'anna' and channel <> 'app' order by channel`.execute(
              t.ctx.db,
            )
            assert.deepEqual(
              rows.map((row) => `${row.channel} ${row.state} ${row.next_at.toISOString()}`),
              await byTheRules(t),
              JSON.stringify({ hour, chosen, quiet, digestAt }),
            )
          }
    t.now = new Date('2026-11-18T02:00:00Z')
  })
})

async function byTheRules(t: TestContext): Promise<string[]> {
  const known = (await findRecipients(t.ctx.db, t.ctx.addressees, ['anna'])).get('anna')
  assert.ok(known)
  const told: Told = {
    group: 'warnings',
    urgency: 'normal',
    channels: channels.filter((channel) => channel !== 'zalo'),
  }
  const reach = { email: true, phone: true, push: false, zalo: false }
  return waysOut(told, known.choice, reach)
    .map((channel) => {
      const { state, at } = hourOf(told, channel, known.choice, t.now)
      return `${channel} ${state === 'queued' ? 'kept' : state} ${at.toISOString()}`
    })
    .sort()
}

test('a distance over the earth: from Đông Hà to Đồng Hới', () => {
  const distance = kilometresBetween([107.1, 16.82], [106.6, 17.47])
  assert.ok(distance > 85 && distance < 95, String(distance))
})
