import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import { addPeople } from '#modules/people'
import type { TestContext } from './context.ts'
import { settlePeople } from './people.ts'

/** A mother, her son who acts for her, a stranger, somebody who is not verified, and a receptionist. */
export const mandateStart = '2026-11-18T02:00:00Z'
const citizen = (id: string, name: string, assurance = 2): Actor => ({
  kind: 'citizen',
  id,
  name,
  posts: [],
  locale: 'vi',
  assurance,
})
export const mai = citizen('mai', 'Trần Thị Mai')
export const son = citizen('son', 'Trần Văn Sơn')
export const stranger = citizen('la', 'Người Lạ')
export const unproven = citizen('moi', 'Người Mới', 1)
export const clerk: Actor = {
  kind: 'official',
  id: 'an',
  name: 'Nguyễn Văn An',
  posts: [{ unit: 'H99.101.01', role: 'receptionist' }],
  locale: 'vi',
}

export async function settleMandates(t: TestContext): Promise<void> {
  t.now = new Date(mandateStart)
  await sql`truncate people.mandate cascade`.execute(t.ctx.db)
  await settlePeople(t)
  const person = { kind: 'citizen' as const, assurance: 2, demo: true }
  await addPeople(
    t.ctx.db,
    t.ctx,
    [
      {
        ...person,
        id: 'mai',
        name: mai.name,
        phone: '+84912000111',
        personalId: '045160000111',
        birthOn: '1960-05-02',
      },
      { ...person, id: 'son', name: son.name, phone: '+84912000222', personalId: '045090000222' },
      { ...person, id: 'la', name: stranger.name, phone: '+84912000333' },
      { ...person, id: 'moi', name: unproven.name, phone: '+84912000444', assurance: 1 },
    ],
    t.now,
  )
}
