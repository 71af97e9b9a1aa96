import { sql, type RawBuilder } from 'kysely'
import type pg from 'pg'

/** Stands before a statement whose answer nobody reads: in a command's transaction it is sent on, and its end waits for it. */
const mark = '/* unread */ '

/**
 * A statement whose answer nobody reads. On a server's transaction it goes out without a wait: if it fails, so does the commit, with its
 * error. The embedded database, whose sessions take turns, waits for it as for any other.
 */
export const unread = (statement: RawBuilder<unknown>): RawBuilder<unknown> => sql`${sql.raw(mark)}${statement}`

const inFailedTransaction = '25P02'
const begun = { command: 'BEGIN', rowCount: null, rows: [] }
const sent = { command: 'UNREAD', rowCount: null, rows: [] }

type Outcome = { error?: unknown }

/**
 * Lets a client's transaction go out in as few parts as it has questions: `begin` is sent with the first statement, and what nobody
 * reads with the next one, or with `commit`. A command that reads once and writes thus takes two round trips and not five.
 * The database still takes one after another; after one that failed it refuses the rest, the commit among them.
 */
export function pipelineTransactions(client: pg.Client): void {
  const query: unknown = Reflect.get(client, 'query')
  if (typeof query !== 'function') throw new Error('a client without query')
  let open = false
  let waiting: Promise<Outcome>[] = []
  const send = (args: unknown[]): Promise<unknown> => Promise.resolve(Reflect.apply(query, client, args))
  const sendUnread = (args: unknown[]): void => {
    const { stream } = client.connection
    stream.cork()
    waiting.push(
      send(args).then(
        () => ({}),
        (error: unknown) => ({ error }),
      ),
    )
    process.nextTick(() => stream.uncork())
  }
  const firstFailure = async (): Promise<Outcome | undefined> =>
    (await Promise.all(waiting)).find((outcome) => 'error' in outcome)
  const end = async (args: unknown[]): Promise<unknown> => {
    open = false
    const ended = await send(args)
    const failure = await firstFailure()
    waiting = []
    if (failure && args[0] === 'commit') throw failure.error
    return ended
  }
  const read = async (args: unknown[]): Promise<unknown> => {
    try {
      return await send(args)
    } catch (error) {
      const cause = codeOf(error) === inFailedTransaction ? await firstFailure() : undefined
      if (!cause) throw error
      waiting = [] // told now: whoever goes back to a savepoint goes on from there
      throw cause.error
    }
  }
  Reflect.set(client, 'query', (...args: unknown[]): unknown => {
    const [text] = args
    if (text === 'begin') {
      open = true
      waiting = []
      sendUnread(args)
      return Promise.resolve(begun)
    }
    if (!open || typeof text !== 'string') return Reflect.apply(query, client, args)
    if (text === 'commit' || text === 'rollback') return end(args)
    if (!text.startsWith(mark)) return read(args)
    sendUnread(args)
    return Promise.resolve(sent)
  })
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
