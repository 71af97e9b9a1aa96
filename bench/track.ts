import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Bench } from './ground.ts'
import { formsOf } from './submit.ts'
import { spread, whole, type Row } from './table.ts'

const reach = 3_000
const connections = 12
const followed = 2_000

const Submitted = z.object({ code: z.string(), secret: z.string() })

/** Where a case is, asked by code and secret: first by everybody once, then again and again, as people do. */
export async function measureTrack(bench: Bench): Promise<Row[]> {
  const { opened, server: start } = await bench.large()
  const server = await start()
  const cookie = await server.signIn('demo-citizen-0')
  const forms = formsOf(opened)
  const filing = Array.from({ length: Math.min(followed, bench.seconds * 200) }, (_, at) => ({
    path: '/api/cases.submit',
    body: forms[at % forms.length] ?? {},
    cookie,
    key: randomUUID(),
  }))
  const filed = await server.load({ connections, warm: 0, keepBodies: true, requests: filing })
  if (filed.refused > 0) throw new Error(`a form was refused: ${filed.firstRefusal}`)
  const asked = filed.bodies.map((text) => {
    const { code, secret } = Submitted.parse(JSON.parse(text))
    return { path: `/api/cases.track?${new URLSearchParams({ code, secret }).toString()}` }
  })
  const first = await server.load({ connections, warm: 0, requests: asked })
  const rounds = Math.max(1, Math.ceil((bench.seconds * reach) / asked.length))
  const again = await server.load({
    connections,
    warm: asked.length,
    requests: Array.from({ length: rounds + 1 }, () => asked).flat(),
  })
  const empty = await server.load({
    connections,
    warm: asked.length,
    requests: Array.from({ length: again.milliseconds.length + asked.length }, () => ({ path: '/healthz' })),
  })
  const refused = first.refused + again.refused + empty.refused
  if (refused > 0) throw new Error(`a look was refused: ${first.firstRefusal ?? again.firstRefusal}`)
  const rate = (of: typeof again) => of.milliseconds.length / of.seconds
  return [
    {
      what: `cases.track, ${whole(asked.length)} cases looked at many times, ${connections} connections`,
      measured: `${whole(rate(again))}/s, ${spread(again.milliseconds)}; each for the first time ${whole(rate(first))}/s`,
      peer: `an empty route: ${whole(rate(empty))}/s, ${spread(empty.milliseconds)}`,
      reach: `≥ ${whole(reach)}/s`,
      holds: rate(again) >= reach,
    },
  ]
}
