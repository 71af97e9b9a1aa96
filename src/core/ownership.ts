import type { Actor } from './actor.ts'
import type { Db } from './db.ts'
import type { StoredEvent } from './events.ts'
import type { HoldingSource } from './holdings.ts'
import type { Message } from './live.ts'

/**
 * Whose records a module keeps, and who has the work of them. An event carries no account: the module is asked, in sets, and each account hears
 * of its records as `account:<id>`, a topic that nobody else may follow.
 */
export type Ownership = {
  /** event types, or `cases.*` */
  types: readonly string[]
  owners: (db: Db, records: readonly string[]) => Promise<readonly Owner[]>
  /** The other way round: what the module keeps about one account's person, who may ask who looked at it. */
  holdings?: HoldingSource
}

export type Owner = { record: string; account: string }

const topicOf = (account: string): string => `account:${account}`

export const isOwnTopic = (actor: Actor, topic: string): boolean =>
  (actor.kind === 'citizen' || actor.kind === 'official') && topic === topicOf(actor.id)

/** Whether a list of types, which may name a whole module, holds an event's type. */
export const takes = (types: readonly string[], type: string): boolean =>
  types.some((known) => known === type || (known.endsWith('.*') && type.startsWith(known.slice(0, -1))))

/** What these events say to the owners of their records: each account and record once. */
export async function accountMessages(
  db: Db,
  ownerships: readonly Ownership[],
  events: readonly StoredEvent[],
): Promise<Message[]> {
  const messages = new Map<string, Message>()
  for (const { types, owners } of ownerships) {
    const records = new Set(events.flatMap(({ type, record }) => (takes(types, type) ? [record] : [])))
    if (records.size === 0) continue
    for (const { record, account } of await owners(db, [...records]))
      messages.set(`${account} ${record}`, { topic: topicOf(account), id: record })
  }
  return [...messages.values()]
}
