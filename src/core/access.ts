import { sql } from 'kysely'
import type { Db } from './db.ts'

export type AccessEntry = {
  actor: string
  actorUnit?: string | undefined
  operation: string
  subject?: string | undefined
  purpose?: string | undefined
  outcome: 'allowed' | 'refused'
  request?: string | undefined
}

export type AccessLog = {
  /** Resolves when the entry's batch is stored: the answer of a personal read waits for it. */
  record(entry: AccessEntry): Promise<void>
  flush(): Promise<void>
}

const batchMilliseconds = 20
const batchSize = 500

/** Writes entries in batches, outside any command's transaction. */
export function openAccessLog(db: Db, clock: () => Date): AccessLog {
  let waiting: { entry: AccessEntry & { at: string }; done: () => void; failed: (error: unknown) => void }[] = []
  let timer: NodeJS.Timeout | undefined

  async function write() {
    clearTimeout(timer)
    timer = undefined
    const batch = waiting
    waiting = []
    if (batch.length === 0) return
    try {
      await sql`
        insert into core.access (at, actor, actor_unit, operation, subject, purpose, outcome, request)
        select at, actor, "actorUnit", operation, subject, purpose, outcome, request
        from jsonb_to_recordset(${JSON.stringify(batch.map((item) => item.entry))}::jsonb)
          as r(at timestamptz, actor text, "actorUnit" text, operation text, subject text, purpose text, outcome text, request text)
      `.execute(db)
      for (const item of batch) item.done()
    } catch (error) {
      for (const item of batch) item.failed(error)
    }
  }

  return {
    record(entry) {
      return new Promise((done, failed) => {
        waiting.push({ entry: { ...entry, at: clock().toISOString() }, done, failed })
        if (waiting.length >= batchSize) void write()
        else timer ??= setTimeout(() => void write(), batchMilliseconds)
      })
    },
    flush: write,
  }
}

export type Access = {
  id: number
  at: Date
  actor: string
  actorUnit: string | null
  operation: string
  subject: string
  purpose: string | null
  outcome: 'allowed' | 'refused'
}

/**
 * Who looked at these subjects, newest first, the actor's own reads left out.
 * @param before the id of the last line of the page before
 */
export async function listAccess(db: Db, { subjects, except, before, limit }: AccessQuery): Promise<Access[]> {
  const earlier = before === undefined ? sql`true` : sql`a.id < ${before}`
  const { rows } = await sql<Access>`
    select a.id, a.at, a.actor, a.actor_unit as "actorUnit", a.operation, a.subject, a.purpose, a.outcome
    from (
      select found.id from unnest(${[...subjects]}::text[]) as s(subject)
      cross join lateral (
        select a.id from core.access a
        where a.subject = s.subject and a.actor <> ${except} and ${earlier}
        order by a.id desc limit ${limit}) found
      order by found.id desc limit ${limit}) newest
    join core.access a using (id) order by a.id desc`.execute(db)
  return rows
}

export type AccessQuery = { subjects: readonly string[]; except: string; before?: number | undefined; limit: number }

/** One line of the log; undefined where there is none. */
export async function findAccess(db: Db, id: number): Promise<Access | undefined> {
  const { rows } = await sql<Access>`
    select id, at, actor, actor_unit as "actorUnit", operation, subject, purpose, outcome
    from core.access where id = ${id}`.execute(db)
  return rows[0]
}
