import type { Actor } from '#core/actor'
import type { Db } from '#core/db'
import { findIdentities } from '#modules/people'
import type { Holder } from './store/papers.ts'

/** The actor as the holder of papers: by the account, and by the identity number once that was verified. */
export async function holderFor(db: Db, actor: Actor): Promise<Holder> {
  const [identity] = await findIdentities(db, { accounts: [actor.id] })
  return { account: actor.id, idDigest: identity?.idDigest }
}
