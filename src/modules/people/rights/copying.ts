import { system } from '#core/actor'
import { transact } from '#core/call'
import type { Consumer } from '#core/consumers'
import type { Context } from '#core/context'
import { clockOf, dayOf } from '#core/days'
import { emit } from '#core/events'
import type { Job } from '#core/module'
import type { PersonalKind } from '#core/personal'
import { send } from '#modules/notices'
import { copyAsked, copyMade } from '../events.ts'
import { copyUntil } from '../rules.ts'
import { findAccount, raiseVersion } from '../store/accounts.ts'
import * as store from '../store/rights.ts'
import { sealedZip } from './copy-file.ts'

/** Copies of all that is known of a person (Luật 91/2025/QH15 Đ4: to be given one's data). */

/** The pack must have its words. */
export const copyReady = 'copy-ready'

const leaseMinutes = 15

export const makeCopies: Job = {
  name: 'people.make-copies',
  cron: '* * * * *',
  async run(ctx) {
    while (await makeNext(ctx));
  },
}

/** A person waits at the page: the job is not waited for. Outside the consumer's transaction, since it takes its time. */
export const startCopies: Consumer = {
  name: 'people.start-copies',
  types: [copyAsked.type],
  fromNow: true,
  async handle(_db, _events, ctx) {
    setImmediate(() => {
      makeCopies.run(ctx).catch((error: unknown) => ctx.log.warn({ error: String(error) }, 'a copy was not begun'))
    })
  },
}

/** @returns whether one waited */
async function makeNext(ctx: Context): Promise<boolean> {
  const now = ctx.clock()
  const row = await store.takeCopy(ctx.db, now, new Date(now.getTime() - leaseMinutes * 60_000))
  if (!row) return false
  try {
    const { content, secret } = sealedZip(entriesOf(ctx, row.account))
    const { digest, sizeBytes } = await ctx.files.put(content)
    const made = {
      file: digest,
      size_bytes: sizeBytes,
      secret: ctx.vault.seal(JSON.stringify(secret())),
      made_at: ctx.clock(),
      until: copyUntil(ctx.clock()),
    }
    await transact(ctx, system, {}, async (db) => {
      await store.setCopy(db, row.id, made)
      const version = await raiseVersion(db, row.account)
      const record = `account/${row.account}`
      await emit(db, copyMade, { record, version, unit: '', occurredAt: made.made_at, payload: { copy: row.id } })
      const facts = { until: clockAndDay(made.until), link: new URL('/tai-khoan/du-lieu', ctx.settings.publicUrl).href }
      await send(db, ctx, [{ key: `copy ${row.id}`, to: { account: row.account }, template: copyReady, facts }])
    })
  } catch (error) {
    ctx.log.error({ copy: row.id, error: String(error) }, 'a copy could not be made')
    await store.setCopy(ctx.db, row.id, { failed_at: ctx.clock() })
  }
  ctx.wake()
  return true
}

/** 14:30, 01/12/2026 */
const clockAndDay = (instant: Date): string => `${clockOf(instant)}, ${dayOf(instant).split('-').reverse().join('/')}`

async function* entriesOf(ctx: Context, account: string) {
  const person = { account, idDigest: await verifiedDigest(ctx, account) }
  yield { name: 'doc-truoc.txt', bytes: Buffer.from(guide(ctx.personal.kinds)) }
  yield* ctx.personal.copy(ctx.db, ctx, person)
}

/** What lies under an identity number is only that person's whose number was verified. */
export async function verifiedDigest(ctx: Context, account: string): Promise<Buffer | null> {
  const found = await findAccount(ctx.db, account)
  return found && found.assurance >= 2 ? found.id_digest : null
}

const guide = (kinds: readonly PersonalKind[]): string =>
  [
    'BẢN SAO DỮ LIỆU CỦA BẠN',
    '',
    'Mỗi tệp .json là một loại dữ liệu mà hệ thống giữ về bạn; thư mục cùng tên có các tệp kèm theo (giấy tờ, kết quả).',
    'Tệp .json mở được bằng trình duyệt hoặc phần mềm soạn thảo. Loại nào không có tệp là hệ thống không giữ gì.',
    'Hãy cất bản sao này cẩn thận: trong đó có số định danh và giấy tờ của bạn.',
    '',
    ...kinds.map(
      ({ id, name, why, until }) =>
        `${id}.json: ${name.vi}\n    Để làm gì: ${why.vi}\n    Giữ đến khi nào: ${until.vi}`,
    ),
    '',
    'Hồ sơ bạn nộp thay người khác là dữ liệu của người đó, nên không có trong bản sao này.',
    'Thấy thông tin chưa đúng? Vào mục Tài khoản, Dữ liệu của tôi, Yêu cầu sửa.',
    '',
  ].join('\n')

/** A link that has ended leads nowhere, and the file is nobody's to open any more. */
export const forgetCopies: Job = {
  name: 'people.forget-copies',
  cron: '27 * * * *',
  async run(ctx) {
    for (const row of await store.listEndedCopies(ctx.db, ctx.clock())) {
      await store.setCopy(ctx.db, row.id, { secret: null, file: null })
      if (row.file !== null) await ctx.files.remove(row.file)
    }
  },
}
