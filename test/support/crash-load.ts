import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { addPeople, hashPassword } from '#modules/people'
import { openClient, Refused, type Client } from '../../simulator/client.ts'
import type { Opened } from '../../src/context.ts'
import { password } from './people.ts'

/** People who file cases and a receptionist who accepts them, over HTTP, and who note what they were told. */
export type Sent = { key: string; citizen: number; copies: number; upload?: string; code?: string }
export type Load = {
  sent: Map<string, Sent>
  accepted: Set<string>
  signIn(url: string): Promise<void>
  begin(round: number): void
  /** Ends the load; calls that the crash cut off end as refused or failed. */
  end(): Promise<void>
  /** Resolves when so many more cases have been acknowledged. */
  acknowledged(more: number): Promise<void>
  /** Sends again what was not acknowledged, and some of what was. @returns codes that differ from the first answer */
  repeat(): Promise<string[]>
}

const citizens = 4
const Submitted = z.object({ code: z.string() })
export const pngOf = (n: number): Buffer =>
  Buffer.concat([
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
    Buffer.from(String(n)),
  ])
export const digestOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex')

export async function settle(opened: Opened): Promise<void> {
  const hashed = await hashPassword(password)
  const people = Array.from({ length: citizens }, (_, n) => ({
    id: `citizen-${n}`,
    kind: 'citizen' as const,
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

export function makeLoad(): Load {
  const sent = new Map<string, Sent>()
  const accepted = new Set<string>()
  let clients: Client[] = []
  let clerk: Client | undefined
  let working: Promise<void>[] = []
  let going = false
  const submit = async (one: Sent): Promise<string> => {
    const client = clients[one.citizen]
    if (!client) throw new Error('nobody')
    const answer = await client.command('cases.submit', submission(one), one.key)
    return Submitted.parse(answer).code
  }
  const file = async (citizen: number, round: number): Promise<void> => {
    for (let n = 0; going; n++) {
      const one: Sent = { key: `${round}-${citizen}-${n}`, citizen, copies: 1 + (n % 20) }
      try {
        if (n % 4 === 0) {
          const upload = await clients[citizen]?.upload('ghi-chep.png', pngOf(round * 100_000 + citizen * 10_000 + n))
          if (upload) one.upload = upload
        }
        sent.set(one.key, one)
        one.code = await submit(one)
      } catch (error) {
        if (!isCrash(error)) throw error
        await delay(100)
      }
    }
  }
  const receive = async (): Promise<void> => {
    while (going) {
      const code = [...sent.values()].findLast((one) => one.code && !accepted.has(one.code))?.code
      if (code !== undefined)
        await clerk?.command('cases.accept', { code }).then(
          () => accepted.add(code),
          (error: unknown) => {
            if (!isCrash(error) && !wasDone(error)) throw error
          },
        )
      await delay(50)
    }
  }
  const known = (): number => [...sent.values()].filter((one) => one.code !== undefined).length
  return {
    sent,
    accepted,
    async signIn(url) {
      clients = Array.from({ length: citizens }, () => openClient(url))
      clerk = openClient(url)
      for (const [n, client] of clients.entries())
        await client.command('people.sign-in', { login: `lan${n}`, password })
      await clerk.command('people.sign-in', { login: 'clerk', password })
    },
    begin(round) {
      going = true
      working = [...clients.keys()].map((citizen) => file(citizen, round)).concat(receive())
    },
    async end() {
      going = false
      await Promise.all(working)
    },
    async acknowledged(more) {
      const until = known() + more
      const deadline = Date.now() + 60_000
      while (known() < until) {
        if (Date.now() > deadline) throw new Error('no case was acknowledged for a minute')
        await delay(20)
      }
    },
    async repeat() {
      const different: string[] = []
      const [lost, kept] = [true, false].map((isLost) =>
        [...sent.values()].filter((one) => (one.code === undefined) === isLost),
      )
      for (const one of [...(lost ?? []), ...(kept ?? []).slice(-8)]) {
        const code = await submit(one)
        if (one.code !== undefined && one.code !== code) different.push(`${one.key}: ${one.code}, then ${code}`)
        one.code = code
      }
      return different
    },
  }
}

const submission = ({ copies, upload }: Sent) => ({
  procedure: 'note-copy',
  competentUnit: '99001',
  answers: { applicant: { fullName: 'Trần Thị Lan', birthDate: '1990-02-03', copies } },
  papers: upload === undefined ? [] : [{ id: 'note', files: [upload] }],
  applicant: { name: 'Trần Thị Lan', personalId: '045190001234', phone: '0912000111' },
})

/** What a crash may do to a call: no connection, or an honest "not done". Anything else is a fault of the platform. */
const isCrash = (error: unknown): boolean =>
  error instanceof Refused ? ['internal', 'unavailable', '?'].includes(error.code) : true

/** A crash between the act and its answer: asked again, the act is done already. */
const wasDone = (error: unknown): boolean => error instanceof Refused
