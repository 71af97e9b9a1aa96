import { z } from 'zod'
import { addDays, DayInput, dayOf } from '#core/days'
import { conflict, invalid } from '#core/errors'
import { emit } from '#core/events'
import { command, query } from '#core/operation'
import { awayEnded, awaySet } from '../events.ts'
import * as policy from '../policy.ts'
import { forgetActors, rolesThat } from '../sessions.ts'
import { raiseVersion } from '../store/accounts.ts'
import * as store from '../store/staff.ts'
import { StaffView } from '../views.ts'

const maxAwayDays = 366

export const listStaff = query('people.list-staff', {
  summary: 'Who holds a post at a unit today, and who is away.',
  input: z.strictObject({ unit: z.string().min(1).max(40), role: z.string().max(60).optional() }),
  output: z.array(StaffView),
  allow: policy.mayListStaff,
  run: ({ input, db, now }) => store.listStaff(db, input.unit, input.role, dayOf(now)),
})

export const setAway = command('people.set-away', {
  summary: 'I am away for these days; a colleague of my unit holds my posts meanwhile.',
  input: z.strictObject({ from: DayInput, to: DayInput, substitute: z.string().min(1).max(100) }),
  output: z.strictObject({ from: z.iso.date(), to: z.iso.date(), substitute: z.string() }),
  allow: policy.maySetAway,
  async run({ input, actor, db, ctx, now }) {
    const today = dayOf(now)
    if (input.to < input.from || input.to < today || input.to > addDays(today, maxAwayDays))
      throw invalid('wrong-days', {
        vi: 'Khoảng ngày vắng không hợp lệ: ngày cuối phải từ hôm nay trở đi và không trước ngày đầu.',
        en: 'These days make no sense: the last day must not lie before the first, nor in the past.',
      })
    const version = await raiseVersion(db, actor.id)
    const areColleagues = (day: string) =>
      store.areColleagues(db, { one: actor.id, other: input.substitute, day }, rolesThat(ctx, 'watches'))
    if (input.substitute === actor.id || !(await areColleagues(today)))
      throw invalid('not-a-colleague', {
        vi: 'Người thay phải là đồng nghiệp đang giữ một vị trí ở cùng đơn vị.',
        en: 'The substitute must be a colleague who holds a post at the same unit.',
      })
    if (await store.overlapsAbsence(db, actor.id, input))
      throw conflict('away-already', {
        vi: 'Đã có ngày vắng trùng với khoảng này. Hãy kết thúc ngày vắng cũ trước.',
        en: 'You are away on some of these days already. End that absence first.',
      })
    await store.addAbsence(db, actor.id, input, now)
    await emit(db, awaySet, {
      record: `account/${actor.id}`,
      version,
      unit: actor.posts[0]?.unit ?? '',
      occurredAt: now,
      payload: input,
    })
    forgetActors(ctx)
    return input
  },
})

export const endAway = command('people.end-away', {
  summary: 'I am back, or shall not be away: present and future absences end.',
  input: z.strictObject({}),
  output: z.strictObject({ ended: z.int() }),
  allow: policy.maySetAway,
  async run({ actor, db, ctx, now }) {
    const today = dayOf(now)
    const version = await raiseVersion(db, actor.id)
    const ended = await store.endAbsences(db, actor.id, today)
    if (ended > 0)
      await emit(db, awayEnded, {
        record: `account/${actor.id}`,
        version,
        unit: actor.posts[0]?.unit ?? '',
        occurredAt: now,
        payload: { on: today },
      })
    forgetActors(ctx)
    return { ended }
  },
})
