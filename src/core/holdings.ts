import type { Context } from './context.ts'
import type { Db } from './db.ts'
import type { Text } from './i18n.ts'

/** A record about a person, by the name that the access log has for it: `case/H50.…`, `account/…`. */
export type Holding = {
  subject: string
  title: Text
  path?: string | undefined
  /** the person acted in it for somebody else, whose record it is */
  acted?: boolean | undefined
  /** who answers for what it says; where it is not said, the province */
  unit?: string | undefined
}

/** A module's records about one account's person, newest first. */
export type HoldingSource = (db: Db, ctx: Context, account: string) => Promise<readonly Holding[]>

export type Holdings = { of(db: Db, ctx: Context, account: string): Promise<Holding[]> }

/** What the platform keeps about a person: each module that keeps records about people says which. */
export const openHoldings = (sources: readonly HoldingSource[]): Holdings => ({
  of: async (db, ctx, account) => (await Promise.all(sources.map((source) => source(db, ctx, account)))).flat(),
})
