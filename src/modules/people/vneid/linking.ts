import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { conflict, forbidden } from '#core/errors'
import { emit } from '#core/events'
import { searchKey, sortKey } from '#core/text'
import { addPeople } from '../accounts.ts'
import { identityVerified } from '../events.ts'
import { accountFor } from '../rules.ts'
import { forgetActors, startSession, type SignInStep } from '../sessions.ts'
import { raiseVersion, type AccountRow } from '../store/accounts.ts'
import * as store from '../store/identity.ts'
import type { Told } from './claims.ts'

const provider = 'vneid'

/** Whoever VNeID names comes in: to the account linked before, to the one with their number, to the one that is open, or to a new one. */
export async function enterByVneid(step: SignInStep, told: Told): Promise<Actor> {
  const { db, ctx, now, actor } = step
  const subject = ctx.vault.digest(`vneid ${told.subject}`)
  const found = accountFor({
    linked: await store.lockLinked(db, provider, subject),
    byNumber: await store.lockByNumber(db, ctx.vault.digest(told.personalId)),
    present: actor.kind === 'citizen' ? await store.lockAccount(db, actor.id) : undefined,
  })
  if (found === 'contradiction')
    throw conflict('identity-taken', {
      vi: 'Số định danh này đã gắn với một tài khoản khác. Hãy đến bộ phận một cửa để được kiểm tra.',
      en: 'This identity number belongs to another account. Please ask at a reception point.',
    })
  if (found !== 'none' && (found.kind !== 'citizen' || found.ended_at !== null || (found.demo && !ctx.settings.demo)))
    throw forbidden('not-by-vneid', {
      vi: 'Tài khoản này không đăng nhập bằng VNeID. Cán bộ dùng mật khẩu hoặc khóa đăng nhập.',
      en: 'This account does not open by VNeID. Officials use a password or a passkey.',
    })
  const account = found === 'none' ? await openFor(step, told) : found
  if (account.assurance < 2) await verify(step, account, told)
  await store.link(db, provider, subject, account.id, now)
  return startSession(step, account, { assurance: 2, methods: ['vneid'] })
}

async function openFor({ db, ctx, now }: SignInStep, told: Told): Promise<AccountRow> {
  const [id] = await addPeople(db, ctx, [{ kind: 'citizen', name: told.name }], now)
  const account = id === undefined ? undefined : await store.lockAccount(db, id)
  if (!account) throw new Error('the account that was just opened is not there')
  return account
}

async function verify({ db, ctx, now }: SignInStep, account: AccountRow, told: Told): Promise<void> {
  await store.setVerified(db, account.id, {
    ...particulars(ctx, told),
    ...(await contacts(db, account, told)),
  })
  forgetActors(ctx)
  await store.addVerification(db, { account: account.id, at: now, how: 'vneid' })
  const version = await raiseVersion(db, account.id)
  await emit(db, identityVerified, {
    record: `account/${account.id}`,
    version,
    unit: '',
    occurredAt: now,
    payload: { how: 'vneid' },
  })
}

type Particulars = Pick<Told, 'name' | 'personalId' | 'birthOn' | 'sex' | 'address'>

/** What was verified, as the account keeps it: the number sealed, beside its keyed digest. */
export const particulars = (ctx: Context, person: Particulars): store.Verified => ({
  name: person.name,
  sort_key: sortKey(person.name),
  search_key: searchKey(person.name),
  id_sealed: ctx.vault.seal(person.personalId),
  id_digest: ctx.vault.digest(person.personalId),
  ...(person.birthOn === undefined ? {} : { birth_on: person.birthOn }),
  ...(person.sex === undefined ? {} : { sex: person.sex }),
  ...(person.address === undefined ? {} : { address: person.address }),
})

/** An address that the account lacks and nobody has. */
async function contacts(db: Db, account: AccountRow, { phone, email }: Told): Promise<store.Verified> {
  const isFree = async (column: 'phone' | 'email', value: string | undefined) =>
    account[column] === null && value !== undefined && !(await store.isTaken(db, column, value))
  return {
    ...((await isFree('phone', phone)) && { phone: phone ?? null }),
    ...((await isFree('email', email)) && { email: email ?? null }),
  }
}
