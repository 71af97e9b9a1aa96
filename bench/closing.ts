import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { z } from 'zod'
import { procedureKind } from '#modules/procedures'
import type { Bench, Province } from './ground.ts'
import { isUpTo, listen, positionOf } from './load/live.ts'
import { milliseconds, percentile, spread, whole, type Row } from './table.ts'

const reach = 1_000
const pace = 100

/** From the click that closes a case to the message that tells an open map, at a hundred closes a second. */
export async function measureClosing(bench: Bench): Promise<Row[]> {
  const { cases, ...province } = await bench.large()
  const { waits, answers, missed } = await closeCases(province, { perSecond: pace, seconds: bench.seconds })
  return [
    {
      what: `closed case → the map's live message, ${pace} closes/s, ${whole(waits.length)} closes at ${whole(cases)} cases`,
      measured: `${spread(waits)}, longest ${milliseconds(Math.max(...waits))}${missed > 0 ? `; ${missed} never told` : ''}`,
      peer: `the act itself: ${spread(answers)}`,
      reach: `p99 ≤ ${reach / 1000} s`,
      holds: missed === 0 && percentile(waits, 0.99) <= reach,
    },
  ]
}

const Closed = z.object({ code: z.string() })

/** Approves open cases through the server at a pace, and tells how long each took to reach a listening map. */
export async function closeCases(
  province: Pick<Province, 'opened' | 'server'>,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<{ waits: number[]; answers: number[]; missed: number }> {
  const server = await province.server()
  const map = await listen(server.port, await server.signIn('demo-44-leader-0'))
  try {
    const requests = []
    for (const { code, account } of await listDecisions(province, Math.ceil(perSecond * seconds)))
      requests.push({ path: '/api/cases.approve', body: { code }, cookie: await server.signIn(account) })
    const warm = Math.min(20, Math.floor(requests.length / 2))
    const done = await server.load({ connections: 8, warm, perSecond, keepBodies: true, requests })
    if (done.refused > 0) throw new Error(`a case could not be closed: ${done.firstRefusal}`)
    await delay(1_500)
    const closed = await listClosed(
      province,
      done.bodies.map((body) => Closed.parse(JSON.parse(body)).code),
    )
    const waits = done.sentAt.flatMap((sentAt, at) => {
      const event = closed.get(Closed.parse(JSON.parse(done.bodies[at] ?? '')).code)
      const told = event && map.heard.find(({ upTo, units }) => units.has(event.unit) && isUpTo(event.at, upTo))
      return told ? [told.at - sentAt] : []
    })
    return { waits, answers: done.milliseconds, missed: done.sentAt.length - waits.length }
  } finally {
    map.close()
  }
}

/** Cases that wait for the signature that closes them, with somebody who may sign. */
async function listDecisions({ opened }: Pick<Province, 'opened'>, count: number) {
  const { ctx } = opened
  const signing = ctx.definitions
    .list(procedureKind)
    .flatMap(({ id, body }) => body.steps.flatMap((step) => (step.signs ? [`${id} ${step.id}`] : [])))
  const { rows } = await sql<{ code: string; work_unit: string; role: string; assignee: string | null }>`
    select code, work_unit, role, assignee from cases.case
    where ended_at is null and paused_at is null and not refusal_proposed and state in ('accepted', 'processing') and procedure || ' ' || step = any(${signing}::text[])
    order by md5(code)`.execute(ctx.db)
  if (rows.length < 2) throw new Error('no case waits for a decision')
  // Half at most: a later row closes cases too.
  return rows.slice(0, Math.min(count, Math.floor(rows.length / 2))).map(({ code, work_unit, role, assignee }) => ({
    code,
    account: assignee ?? `demo-${work_unit}-${role}-0`,
  }))
}

async function listClosed({ opened }: Pick<Province, 'opened'>, codes: readonly string[]) {
  const { rows } = await sql<{ record: string; unit: string; at: string }>`
    select record, unit, epoch || '.' || written_in::text || '.' || seq as at from core.event
    where record = any(${[...codes]}::text[]) and type = 'cases.closed'`.execute(opened.ctx.db)
  return new Map(rows.map(({ record, unit, at }) => [record, { unit, at: positionOf(at) }]))
}
