import type { Consumer } from '#core/consumers'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import type { StoredEvent } from '#core/events'
import { queue, type Notice } from './send.ts'

/** What a module wants said about its facts; the key comes from the event. */
export type Telling = { event: StoredEvent; notices: readonly Omit<Notice, 'key'>[] }

/**
 * A consumer that tells people about a module's facts. The module finds the words' facts and the addressees, in one look-up for
 * the whole batch; here it is seen to that only live facts are told, each once, and that a demo's or an import's are not.
 */
export function tellAbout(
  name: string,
  types: readonly string[],
  find: (db: Db, events: readonly StoredEvent[], ctx: Context) => Promise<readonly Telling[]>,
): Consumer {
  return {
    name,
    types,
    fromNow: true,
    origins: ['live'],
    async handle(db, events, ctx) {
      const tellings = await find(db, events, ctx)
      await queue(
        db,
        ctx,
        tellings.flatMap(({ event, notices }) => notices.map((notice) => ({ ...notice, key: `event ${event.seq}` }))),
      )
    },
  }
}
