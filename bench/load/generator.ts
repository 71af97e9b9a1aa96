import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { encode, openLine, type Answer } from './socket.ts'

/** The load generator's own process: `node generator.ts <job.json> <result.json>`. */

const Request = z.object({
  path: z.string(),
  body: z.record(z.string(), z.unknown()).optional(),
  cookie: z.string().optional(),
  key: z.string().optional(),
})
export const Job = z.object({
  port: z.int(),
  connections: z.int(),
  /** the first ones, which are not counted */
  warm: z.int(),
  /** a fixed pace; as fast as the connections go where it is not said */
  perSecond: z.number().optional(),
  keepBodies: z.boolean().default(false),
  requests: z.array(Request),
})
export const Result = z.object({
  seconds: z.number(),
  milliseconds: z.array(z.number()),
  /** when each counted request was sent, in milliseconds since 1970 */
  sentAt: z.array(z.number()),
  refused: z.int(),
  firstRefusal: z.string().optional(),
  bodies: z.array(z.string()),
})
export type Result = z.output<typeof Result>

export async function generate(job: z.output<typeof Job>): Promise<Result> {
  const requests = job.requests.map(encode)
  const result: Result = { seconds: 0, milliseconds: [], sentAt: [], refused: 0, bodies: [] }
  const lines = await Promise.all(Array.from({ length: job.connections }, () => openLine(job.port)))
  let next = 0
  let began = performance.now()
  const due = (at: number) => (job.perSecond === undefined ? 0 : began + ((at - job.warm) * 1000) / job.perSecond)
  const run = async (line: (typeof lines)[number]) => {
    for (let at = next++; at < requests.length; at = next++) {
      const request = requests[at]
      if (at === job.warm) began = performance.now()
      const wait = due(at) - performance.now()
      if (wait > 1) await delay(wait)
      const start = performance.now()
      const sentAt = performance.timeOrigin + start
      const answer = request && (await line.ask(request))
      if (answer && at >= job.warm) keep(result, answer, { took: performance.now() - start, sentAt, job })
    }
  }
  await Promise.all(lines.map(run))
  result.seconds = (performance.now() - began) / 1000
  for (const line of lines) line.close()
  return result
}

function keep(result: Result, answer: Answer, at: { took: number; sentAt: number; job: z.output<typeof Job> }): void {
  if (answer.status !== 200) {
    result.refused += 1
    result.firstRefusal ??= `${answer.status} ${answer.body.slice(0, 400)}`
    return
  }
  result.milliseconds.push(at.took)
  result.sentAt.push(at.sentAt)
  if (at.job.keepBodies) result.bodies.push(answer.body)
}

if (import.meta.main) {
  const [, , from = '', to = ''] = process.argv
  writeFileSync(to, JSON.stringify(await generate(Job.parse(JSON.parse(readFileSync(from, 'utf8'))))))
}
