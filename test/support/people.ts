import { sql } from 'kysely'
import { type Actor, anonymous } from '#core/actor'
import type { CallOptions } from '#core/call'
import { AppError } from '#core/errors'
import { addPeople, authenticate, forgetActors, hashPassword } from '#modules/people'
import type { TestContext } from './context.ts'

export const password = 'Đúng-mật-khẩu-1'

/** A browser: keeps the cookie that the server gives it. */
export class Browser {
  token: string | undefined
  private readonly t: TestContext
  constructor(t: TestContext) {
    this.t = t
  }
  async actor(): Promise<Actor> {
    const actor = this.token === undefined ? undefined : await authenticate(this.t.ctx, this.token)
    return actor ?? anonymous()
  }
  readonly options: CallOptions = {
    session: { start: (token) => void (this.token = token), end: () => void (this.token = undefined) },
  }
}

export const refusedWith = (code: string) => (error: unknown) => error instanceof AppError && error.code === code

export async function settlePeople(t: TestContext): Promise<void> {
  await sql`truncate people.account, people.post, people.absence, people.session, people.code, people.attempt, notices.message, core.event cascade`.execute(
    t.ctx.db,
  )
  forgetActors(t.ctx)
  const hashed = await hashPassword(password)
  const made = [
    {
      id: 'an',
      kind: 'official',
      name: 'Nguyễn Văn An',
      login: 'NV001',
      phone: '+84912000001',
      email: 'an@example.vn',
      password: hashed,
      posts: [{ unit: 'u1', role: 'receptionist' }],
    },
    {
      id: 'binh',
      kind: 'official',
      name: 'Trần Thị Bình',
      login: 'NV002',
      password: hashed,
      posts: [{ unit: 'u1', role: 'chair' }],
    },
    {
      id: 'chi',
      kind: 'official',
      name: 'Lê Chi',
      login: 'NV003',
      password: hashed,
      posts: [{ unit: 'u2', role: 'chair' }],
    },
    { id: 'dan', kind: 'citizen', name: 'Hồ Dân', phone: '+84912000009', personalId: '045090001234', password: hashed },
    { id: 'demo', kind: 'citizen', name: 'Người mẫu', login: 'mau', password: hashed, demo: true, demoPlace: 1 },
  ] as const
  await t.ctx.db.transaction().execute((db) => addPeople(db, t.ctx, made, t.now))
}
