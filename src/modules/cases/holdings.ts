import type { Context } from '#core/context'
import type { Db } from '#core/db'
import type { Holding } from '#core/holdings'
import type { Ownership } from '#core/ownership'
import { particularsOf } from '#modules/people'
import { procedureOf } from './places.ts'
import { listOwners } from './store/beside.ts'
import { listHeld } from './store/waiting.ts'

/** What the access log calls a case. */
export const subjectOf = (code: string): string => `case/${code}`

/** The cases that are about a person: filed by the account, in its name, or under its identity number at a counter. */
async function listHoldings(db: Db, ctx: Context, account: string): Promise<Holding[]> {
  const personalId = (await particularsOf(db, ctx.vault, account))?.personalId
  const rows = await listHeld(db, account, personalId === undefined ? null : ctx.vault.digest(personalId))
  return rows.map(({ code, unit, definition, own, acted }) => ({
    subject: subjectOf(code),
    unit,
    acted,
    title: procedureOf(ctx, definition).body.name,
    ...(own ? { path: `/ho-so-cua-toi/${code}` } : {}),
  }))
}

export const ownership: Ownership = { types: ['cases.*'], owners: listOwners, holdings: listHoldings }
