import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { citizen } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { desk, hole, mai, nobody, reportAt, uploadPicture } from '#test/reports'
import { answer } from './operations/handling.ts'
import { submit } from './operations/sending.ts'
import { accept } from './operations/triage.ts'

/** Who hears of a report as it goes on: its author by their own topic, and nobody else who is no official. */

let t: TestContext
const leaves: (() => unknown)[] = []
before(async () => {
  t = await testContext()
  t.ctx.live.start(t.ctx)
})
after(async () => {
  for (const leave of leaves) leave()
  await t.close()
})

const minh = citizen('minh')

/** What a topic's follower hears from now on, each id once. */
function follow(topic: string): Set<string> {
  const heard = new Set<string>()
  leaves.push(
    t.ctx.live.subscribe({
      topics: new Set([topic]),
      send: (_, messages) => messages.forEach(({ id }) => heard.add(id)),
      reset: () => undefined,
    }),
  )
  return heard
}

const pause = (milliseconds: number) => new Promise((go) => setTimeout(go, milliseconds))

async function until(heard: ReadonlySet<string>, code: string): Promise<void> {
  for (let tries = 0; !heard.has(code); tries += 1) {
    assert.ok(tries < 100, `${code} was told`)
    await pause(50)
  }
}

test('the author of a report hears of each step, another person of none', { timeout: 60_000 }, async () => {
  const code = await reportAt(t, 'submitted')
  const [own, other] = [follow('account:mai'), follow('account:minh')]
  await pause(400)
  await t.call(accept, { code }, desk)
  await until(own, code)
  own.clear()
  await t.call(answer, { code, text: 'Đã vá mặt đường.', photos: [await uploadPicture(t)] }, desk)
  await until(own, code)
  assert.equal(other.size, 0)
})

test(
  'a report that was sent without an account is told to no account, and to no author of another',
  { timeout: 60_000 },
  async () => {
    const own = follow('account:mai')
    await pause(400)
    const { code } = await t.call(submit, { ...hole, text: 'Ổ gà khác trước chợ, không ghi tên.' }, nobody)
    await t.call(accept, { code }, desk)
    const mine = await reportAt(t, 'submitted')
    await until(own, mine)
    assert.deepEqual([...own], [mine])
  },
)

test('the topics of reports and of desks are for officials: an author follows their own account alone', () => {
  for (const topic of ['report:H99-1', 'reports:99001', 'reports:all', 'account:minh'])
    assert.equal(t.ctx.live.visible(mai, topic), false, topic)
  assert.equal(t.ctx.live.visible(mai, 'account:mai'), true)
  assert.equal(t.ctx.live.visible(minh, 'account:mai'), false)
  assert.equal(t.ctx.live.visible(nobody, 'account:mai'), false)
  assert.equal(t.ctx.live.visible(desk, 'account:mai'), false)
  assert.equal(t.ctx.live.visible(desk, 'reports:99001'), true)
})
