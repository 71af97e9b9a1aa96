import { sql } from 'kysely'
import type { Db } from './db.ts'
import { AppError } from './errors.ts'

/** What a database is for: a demo's is marked, so that made-up people never meet real cases. */
export async function findMark(db: Db, name: string): Promise<string | undefined> {
  const { rows } = await sql<{ value: string }>`select value from core.mark where name = ${name}`.execute(db)
  return rows[0]?.value
}

export async function setMark(db: Db, name: string, value: string): Promise<void> {
  await sql`insert into core.mark (name, value) values (${name}, ${value})
    on conflict (name) do update set value = excluded.value`.execute(db)
}

/**
 * Marks an empty database as a demo's.
 * @throws AppError `not-a-demo-database` where it holds data and no mark
 */
export async function enterDemo(db: Db): Promise<void> {
  if ((await findMark(db, 'demo')) !== undefined) return
  const held = await sql`select 1 from core.event where origin <> 'demo' limit 1`.execute(db)
  if (held.rows.length > 0)
    throw new AppError('not-a-demo-database', 409, {
      vi: 'Cơ sở dữ liệu này có dữ liệu thật. Bản trình diễn chỉ chạy trên cơ sở dữ liệu riêng; dùng "tinhso serve" để vận hành.',
      en: 'This database holds real data. The demo runs only on a database of its own: use "tinhso serve" for production.',
    })
  await setMark(db, 'demo', new Date().toISOString())
}

/** @throws AppError `demo-database` where production would start on made-up data */
export async function refuseDemo(db: Db): Promise<void> {
  if ((await findMark(db, 'demo')) === undefined) return
  throw new AppError('demo-database', 409, {
    vi: 'Cơ sở dữ liệu này là của bản trình diễn (người và hồ sơ giả). Hãy dùng cơ sở dữ liệu khác để vận hành.',
    en: 'This database is a demo: its people and cases are made up. Use another one for production.',
  })
}

const [begun, filled] = ['demo-begun', 'demo-filled']

/**
 * Fills a demo once.
 * @param fill gives how many cases it made
 * @throws AppError `demo-half-filled` where an earlier filling was stopped: what is missing cannot be told
 */
export async function fillOnce(db: Db, fill: () => Promise<number>): Promise<void> {
  if ((await findMark(db, filled)) !== undefined) return
  if ((await findMark(db, begun)) !== undefined)
    throw new AppError('demo-half-filled', 409, {
      vi: 'Lần khởi động trước bị dừng khi đang tạo dữ liệu mẫu. Hãy xóa cơ sở dữ liệu của bản trình diễn rồi khởi động lại.',
      en: 'The last start was stopped while it made the data of the demo. Delete its database and start again.',
    })
  await setMark(db, begun, new Date().toISOString())
  await setMark(db, filled, String(await fill()))
}
