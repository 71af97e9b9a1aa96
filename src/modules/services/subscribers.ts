import type { Db } from '#core/db'
import { listSubscribers } from './store/own.ts'

const setSize = 5_000

/** The accounts that are told of a topic, in sets, so that a commune's people need never be in memory at once. */
export async function* subscribersOf(db: Db, topic: string, size = setSize): AsyncGenerator<string[]> {
  for (let after = ''; ;) {
    const accounts = await listSubscribers(db, topic, after, size)
    if (accounts.length > 0) yield accounts
    if (accounts.length < size) return
    after = accounts.at(-1) ?? after
  }
}
