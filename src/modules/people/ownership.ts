import type { Db } from '#core/db'
import type { Owner, Ownership } from '#core/ownership'
import { findAccount } from './store/accounts.ts'
import { findMandateKind } from './mandates/definition.ts'
import { listGiven, listNamed } from './store/mandates.ts'

const mark = 'account/'
const mandateMark = 'mandate/'

/** An account is its own person's, and a mandate that of its two sides: the facts about them are told to nobody else. */
export const ownership: Ownership = {
  types: ['people.*'],
  owners: async (db, records) => [
    ...records.flatMap((record) => (record.startsWith(mark) ? [{ record, account: record.slice(mark.length) }] : [])),
    ...(await sidesOf(db, records)),
  ],
  holdings: async (db, ctx, account) => [
    {
      subject: `${mark}${account}`,
      title: { vi: 'Tài khoản của bạn', en: 'Your account' },
      path: '/tai-khoan',
      unit: (await findAccount(db, account))?.commune ?? undefined,
    },
    ...(await listGiven(db, account, undefined)).map((row) => ({
      subject: `${mandateMark}${row.id}`,
      title: findMandateKind(ctx, row.kind)?.name ?? { vi: row.kind },
      path: '/tai-khoan/uy-quyen',
    })),
  ],
}

async function sidesOf(db: Db, records: readonly string[]): Promise<Owner[]> {
  const ids = records.flatMap((record) => (record.startsWith(mandateMark) ? [record.slice(mandateMark.length)] : []))
  return (await listNamed(db, ids)).flatMap(({ id, representative, represented }) =>
    [representative, represented].flatMap((account) =>
      account === null ? [] : [{ record: `${mandateMark}${id}`, account }],
    ),
  )
}
