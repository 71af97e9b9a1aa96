import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { addPeople, hashPassword } from '#modules/people'
import { openClient, Refused, type Client } from '../../simulator/client.ts'
import type { Opened } from '../../src/context.ts'
import { password } from './people.ts'
import { png } from './pictures.ts'

export type Sent = { key: string; citizen: number; copies: number; upload?: string; code?: string }

export const personalId = '045190001234'
const citizens = 4
const Submitted = z.object({ code: z.string() })
/** A picture that is like no other. */
export const pictureOf = (key: string): Buffer => Buffer.concat([png, Buffer.from(key)])
export const digestOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex')

export async function settle(opened: Opened): Promise<void> {
  const hashed = await hashPassword(password)
  const people = Array.from({ length: citizens }, (_, n) => ({
    id: `citizen-${n}`,
    kind: 'citizen' as const,
    assurance: 2,
    name: `Trần Thị Lan ${n}`,
    login: `lan${n}`,
    phone: `+8491200000${n}`,
    password: hashed,
  }))
  const clerk = {
    id: 'clerk',
    kind: 'official' as const,
    name: 'Lê Tiếp Nhận',
    login: 'clerk',
    password: hashed,
    posts: [{ unit: 'H99.101.01', role: 'receptionist' }],
  }
  await opened.ctx.db
    .transaction()
    .execute((db) => addPeople(db, opened.ctx, [...people, clerk], new Date(Date.now() - 86_400_000)))
}

/** People who file cases and a receptionist who accepts them, over HTTP, and who note what they were told. */
export class Load {
  readonly sent = new Map<string, Sent>()
  readonly accepted = new Set<string>()
  private clients: Client[] = []
  private clerk: Client | undefined
  private working: Promise<void>[] = []
  private going = false

  async signIn(url: string): Promise<void> {
    this.clients = Array.from({ length: citizens }, () => openClient(url))
    this.clerk = openClient(url)
    for (const [n, client] of this.clients.entries())
      await client.command('people.sign-in', { login: `lan${n}`, password })
    await this.clerk.command('people.sign-in', { login: 'clerk', password })
  }

  begin(round: number): void {
    this.going = true
    this.working = [...this.clients.keys()].map((citizen) => this.file(citizen, round)).concat(this.receive())
  }

  /** Ends the load; calls that the crash cuts off end as refused or failed. */
  async end(): Promise<void> {
    this.going = false
    await Promise.all(this.working)
  }

  /** Resolves when so many more cases have been acknowledged. */
  async acknowledged(more: number): Promise<void> {
    const known = (): number => [...this.sent.values()].filter((one) => one.code !== undefined).length
    const until = known() + more
    for (const deadline = Date.now() + 60_000; known() < until; await delay(20))
      if (Date.now() > deadline) throw new Error('no case was acknowledged for a minute')
  }

  /** Sends again what was not acknowledged, and some of what was. @returns answers that differ from the first */
  async repeat(): Promise<string[]> {
    const all = [...this.sent.values()]
    const lost = all.filter((one) => one.code === undefined)
    const kept = all.filter((one) => one.code !== undefined).slice(-8)
    const different: string[] = []
    for (const one of [...lost, ...kept]) {
      const code = await this.submit(one)
      if (one.code !== undefined && one.code !== code) different.push(`${one.key}: ${one.code}, then ${code}`)
      one.code = code
    }
    return different
  }

  private async submit(one: Sent): Promise<string> {
    return Submitted.parse(await this.clients[one.citizen]?.command('cases.submit', submission(one), one.key)).code
  }

  private async file(citizen: number, round: number): Promise<void> {
    for (let n = 0; this.going; n++) {
      const one: Sent = { key: `${round}-${citizen}-${n}`, citizen, copies: 1 + (n % 20) }
      try {
        if (n % 4 === 0) {
          const upload = await this.clients[citizen]?.upload('ghi-chep.png', pictureOf(one.key))
          if (upload) one.upload = upload
        }
        this.sent.set(one.key, one)
        one.code = await this.submit(one)
      } catch (error) {
        if (!isCrash(error)) throw error
        await delay(100)
      }
    }
  }

  private async receive(): Promise<void> {
    for (; this.going; await delay(50)) {
      const code = [...this.sent.values()].findLast((one) => one.code && !this.accepted.has(one.code))?.code
      if (code === undefined) continue
      await this.clerk?.command('cases.accept', { code }).then(
        () => this.accepted.add(code),
        (error: unknown) => {
          // A crash between the act and its answer: asked again, the act is done already.
          if (!isCrash(error) && !(error instanceof Refused)) throw error
        },
      )
    }
  }
}

const submission = ({ copies, upload }: Sent) => ({
  procedure: 'note-copy',
  competentUnit: '99001',
  answers: { applicant: { fullName: 'Trần Thị Lan', birthDate: '1990-02-03', copies } },
  papers: upload === undefined ? [] : [{ id: 'note', files: [upload] }],
  applicant: { name: 'Trần Thị Lan', personalId, phone: '0912000111' },
})

/** What a crash may do to a call: no connection, or an honest "not done". Anything else is a fault of the platform. */
export const isCrash = (error: unknown): boolean =>
  error instanceof Refused ? ['database-away', '?'].includes(error.code) : true
