import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { addPeople, hashPassword } from '#modules/people'
import { openClient, Refused, type Client } from '../../simulator/client.ts'
import type { Opened } from '../../src/context.ts'
import { isCrash } from './crash-load.ts'
import { centre } from './halls.ts'
import { password } from './people.ts'

const letters = ['A', 'B', 'K'] as const
const counters = [1, 2]
const Taken = z.object({ id: z.string(), label: z.string() })
const Desk = z.object({ serving: z.object({ id: z.string(), label: z.string() }).optional() })
const Called = z.object({ ticket: z.object({ id: z.string() }).optional() })

/** A number as a kiosk was told of it; without an id it was never told. */
export type Asked = { key: string; letter: string; id?: string; label?: string }

export async function settleClerks(opened: Opened): Promise<void> {
  const hashed = await hashPassword(password)
  const clerks = counters.map((no) => ({
    id: `clerk-${no}`,
    kind: 'official' as const,
    name: `Lê Tiếp Nhận ${no}`,
    login: `clerk${no}`,
    password: hashed,
    posts: [{ unit: centre, role: 'receptionist' }],
  }))
  await opened.ctx.db
    .transaction()
    .execute((db) => addPeople(db, opened.ctx, clerks, new Date(Date.now() - 86_400_000)))
}

/** Kiosks that give numbers, and clerks who call them and say what became of them, over HTTP; they note what they were told. */
export class HallLoad {
  readonly asked = new Map<string, Asked>()
  readonly called = new Set<string>()
  /** numbers of which a clerk was told that they are done */
  readonly finished = new Set<string>()
  /** those that came to a counter once more after that: an acknowledged act was lost */
  readonly calledAfter: string[] = []
  private readonly kiosk: Client
  private readonly clerks: Client[]
  private kioskKey = ''
  private working: Promise<void>[] = []
  private going = false

  constructor(url: string) {
    this.kiosk = openClient(url)
    this.clerks = counters.map(() => openClient(url))
  }

  async openCounters(): Promise<void> {
    for (const [n, clerk] of this.clerks.entries()) {
      await clerk.command('people.sign-in', { login: `clerk${counters[n]}`, password })
      await clerk.command('appointments.open-counter', { centre, counter: counters[n] })
    }
    this.kioskKey = z
      .object({ key: z.string() })
      .parse(await this.clerks[0]?.query('appointments.kiosk-key', { centre })).key
  }

  begin(round: number): void {
    this.going = true
    this.working = [
      ...letters.map((letter) => this.give(letter, round)),
      ...this.clerks.map((clerk, n) => this.serve(clerk, counters[n] ?? 0)),
    ]
  }

  /** Ends the load; calls that the crash cuts off end as refused or failed. */
  async end(): Promise<void> {
    this.going = false
    await Promise.all(this.working)
  }

  /** Resolves when so many more numbers were given and so many more were called. */
  async happened(more: { given: number; called: number }): Promise<void> {
    const given = (): number => [...this.asked.values()].filter(({ id }) => id !== undefined).length
    const until = { given: given() + more.given, called: this.called.size + more.called }
    for (const deadline = Date.now() + 60_000; given() < until.given || this.called.size < until.called;) {
      if (Date.now() > deadline) throw new Error('the hall stood still for a minute')
      await delay(20)
    }
  }

  /** Asks again for what was not acknowledged, and for some that was. @returns answers that differ from the first */
  async repeat(): Promise<string[]> {
    const all = [...this.asked.values()]
    const different: string[] = []
    for (const one of [...all.filter(({ id }) => id === undefined), ...all.filter(({ id }) => id).slice(-8)]) {
      const first = one.id
      await this.take(one)
      if (first !== undefined && first !== one.id) different.push(`${one.key}: ${first}, then ${one.id}`)
    }
    return different
  }

  /** The clerks go on until nobody waits any more. */
  async empty(): Promise<void> {
    await Promise.all(
      this.clerks.map(async (clerk, n) => {
        let someone = true
        while (someone) someone = await this.serveOne(clerk, counters[n] ?? 0)
      }),
    )
  }

  private async take(one: Asked): Promise<void> {
    const input = { centre, key: this.kioskKey, letter: one.letter }
    Object.assign(one, Taken.parse(await this.kiosk.command('appointments.take-ticket', input, one.key)))
  }

  private async give(letter: string, round: number): Promise<void> {
    for (let n = 0; this.going; n++) {
      const one: Asked = { key: `${round}-${letter}-${n}`, letter }
      this.asked.set(one.key, one)
      await this.unlessKilled(() => this.take(one))
      await delay(15)
    }
  }

  private async serve(clerk: Client, counter: number): Promise<void> {
    while (this.going) await this.unlessKilled(async () => void (await this.serveOne(clerk, counter)))
  }

  /** Looks first what stands at the counter, as a clerk does after a fault: a call whose answer was lost is gone on with. */
  private async serveOne(clerk: Client, counter: number): Promise<boolean> {
    const at = { centre, counter }
    const { serving } = Desk.parse(await clerk.query('appointments.desk', { centre }))
    const id = serving?.id ?? Called.parse(await clerk.command('appointments.call-next', at)).ticket?.id
    if (id === undefined) return false
    this.called.add(id)
    if (this.finished.has(id)) this.calledAfter.push(id)
    await clerk.command('appointments.finish', { ...at, ticket: id })
    this.finished.add(id)
    return true
  }

  private async unlessKilled(act: () => Promise<void>): Promise<void> {
    try {
      await act()
    } catch (error) {
      // A crash between the act and its answer: what the clerk then tries anew was done already.
      const done = error instanceof Refused && ['counter-busy', 'number-gone'].includes(error.code)
      if (!isCrash(error) && !done) throw error
      await delay(100)
    }
  }
}
