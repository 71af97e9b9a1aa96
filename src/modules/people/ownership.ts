import type { Ownership } from '#core/ownership'

const mark = 'account/'

/** An account is its own person's: the facts about it are told to nobody else. */
export const ownership: Ownership = {
  types: ['people.*'],
  owners: async (_, records) =>
    records.flatMap((record) => (record.startsWith(mark) ? [{ record, account: record.slice(mark.length) }] : [])),
  holdings: async (_db, _ctx, account) => [
    { subject: `${mark}${account}`, title: { vi: 'Tài khoản của bạn', en: 'Your account' } },
  ],
}
