import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { moveHall } from './live-halls.ts'
import { handleReport, sendReport } from './live-reports.ts'
import { openClient, Refused, type Client } from './client.ts'
import { fileOnline } from './filing.ts'
import { popularity } from './popularity.ts'
import { randomOf, type Random } from './random.ts'
import { makeSamplePapers, type SamplePaper } from './sample-papers.ts'

export type LiveOptions = { url: string; seed: number; perMinute: number; say: (line: string) => void }
export type LivePlay = { stop(): Promise<void>; done: { filed: number; acted: number; refused: number } }

/** Plays citizens and officials through the public interface, at a pace; a refused act is life, and is counted. */
export function playLive(options: LiveOptions): LivePlay {
  const play = new Play(options)
  const stopping = new AbortController()
  const running = play.run(stopping.signal)
  return {
    done: play.done,
    async stop() {
      stopping.abort()
      await running
    },
  }
}

// What the interface answers, as far as the player looks at it.
const Units = z.object({
  items: z.array(z.object({ code: z.string(), kind: z.string(), name: z.object({ vi: z.string() }) })),
})
const Inbox = z.object({
  items: z.array(
    z.object({
      code: z.string(),
      assignee: z.object({ id: z.string() }).optional(),
      step: z.object({ unit: z.object({ code: z.string() }), role: z.string() }).optional(),
    }),
  ),
  next: z.string().optional(),
})
const CaseAnswer = z.object({
  code: z.string(),
  version: z.int(),
  actions: z.array(z.object({ action: z.string(), allowed: z.boolean() })),
})

/** In the order in which an official would think of them. */
const acts = ['accept', 'approve', 'return', 'complete-step'] as const
const citizens = 40

class Play {
  readonly done = { filed: 0, acted: 0, refused: 0 }
  private readonly options: LiveOptions
  private readonly random: Random
  private readonly clients = new Map<string, Client>()
  private samples: readonly SamplePaper[] | undefined

  constructor(options: LiveOptions) {
    this.options = options
    this.random = randomOf(options.seed)
  }

  async run(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      const pause = (60_000 / this.options.perMinute) * (0.5 + this.random.next())
      await delay(pause, undefined, { signal: stopping }).catch(() => undefined)
      if (stopping.aborted) return
      await this.turn().catch((error: unknown) => {
        this.done.refused += 1
        this.options.say(error instanceof Refused ? error.message : String(error))
      })
    }
  }

  private async turn(): Promise<void> {
    const { random } = this
    if (await moveHall({ random, as: (account) => this.as(account) })) this.done.acted += 1
    if (random.chance(0.25)) await this.report()
    else if (random.chance(0.35)) await this.file()
    else await this.act()
  }

  /** Somebody sends a report, or an official deals with one. */
  private async report(): Promise<void> {
    const { random } = this
    const players = { url: this.options.url, random, as: (account: string) => this.as(account) }
    if (random.chance(0.4)) {
      await sendReport(players)
      this.done.filed += 1
    } else if (await handleReport(players)) this.done.acted += 1
  }

  private async as(account: string): Promise<Client> {
    const known = this.clients.get(account)
    if (known) return known
    const client = openClient(this.options.url)
    await client.command('people.sign-in-demo', { account })
    if (this.clients.size > 200) this.clients.clear()
    this.clients.set(account, client)
    return client
  }

  /** A citizen fills a form and files it. */
  private async file(): Promise<void> {
    const { random } = this
    const citizen = await this.as(`demo-citizen-${random.int(0, citizens - 1)}`)
    const [id] = random.weighted(Object.entries(popularity), ([, weight]) => weight)
    const communes = Units.parse(await citizen.query('units.list')).items.filter((unit) => unit.kind === 'commune')
    const { code, name } = random.pick(communes)
    const place = { code, name: name.vi, communes: communes.map((commune) => commune.code) }
    this.samples ??= await makeSamplePapers(random)
    if (!(await fileOnline(citizen, random, { procedure: id, place, samples: this.samples }))) return
    this.done.filed += 1
  }

  /** An official opens the most urgent work of somebody, and does the next thing that may be done. */
  private async act(): Promise<void> {
    const { random } = this
    const leader = await this.as('demo-44-leader-0')
    const { items } = Inbox.parse(await leader.query('cases.inbox', { view: 'all', limit: 100 }))
    const item = random.pick(items)
    if (!item.step) return
    const official = await this.as(item.assignee?.id ?? `demo-${item.step.unit.code}-${item.step.role}-0`)
    const found = CaseAnswer.parse(await official.query('cases.get', { code: item.code }))
    const act = acts.find((name) => found.actions.some(({ action, allowed }) => action === name && allowed))
    if (!act) return
    await official.command(`cases.${act}`, { code: found.code, version: found.version }, randomUUID())
    this.done.acted += 1
  }
}
