import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { conflict } from '#core/errors'
import { emit } from '#core/events'
import { personalQrRead } from './events.ts'
import { notOurs, readCode, type Code } from './personal-qr.ts'
import { raiseVersion, type AccountRow } from './store/accounts.ts'
import { claimReading, findByReference } from './store/personal-qr.ts'

export { purposeWords } from './purposes.ts'

/** A personal code and whose it is. */
export type Shown = { account: AccountRow; code: Code }

/** @throws AppError for a code that is not ours, was altered, has expired, or whose account has ended */
export async function whoShows(db: Db, ctx: Context, token: string): Promise<Shown> {
  const code = await readCode(ctx, db, token)
  const account = await findByReference(db, code.reference)
  if (!account) throw notOurs()
  return { account, code }
}

export type Reading = { reader: string; unit: string; purpose: string; now: Date }

/** States that a code was read, and what for. @throws conflict when another reader had it before */
export async function noteReading(
  db: Db,
  { account, code }: Shown,
  { reader, unit, purpose, now }: Reading,
): Promise<void> {
  const first = await claimReading(db, { code: code.id, reader, expiresAt: code.expiresAt })
  if (first !== reader) throw alreadyRead()
  const version = await raiseVersion(db, account.id)
  await emit(db, personalQrRead, {
    record: `account/${account.id}`,
    version,
    unit,
    occurredAt: now,
    payload: { purpose },
  })
}

const alreadyRead = () =>
  conflict('personal-qr-read-before', {
    vi: 'Mã này đã được một cán bộ khác đọc. Đề nghị người dân mở mã mới.',
    en: 'Another official has read this code. Ask the person for a new one.',
  })
