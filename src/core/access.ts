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
