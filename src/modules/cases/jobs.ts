import { system } from '#core/actor'
import { transact } from '#core/call'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { type LooseFact } from '#core/events'
import type { Job } from '#core/module'
import { calendarsOf, workingTime } from '#modules/calendar'
import type { Case, Change } from './case.ts'
import * as ending from './ending.ts'
import { caseNoted } from './events.ts'
import * as letters from './letters.ts'
import { load } from './load.ts'
import { common, state, unchanged, type Env } from './rules.ts'
import { addNote, answerSupplement } from './store/beside.ts'
import * as store from './store/case.ts'
import * as watch from './store/watch.ts'
import { saveCases } from './store/writing.ts'
import * as watching from './watching.ts'

/** What time does: small batches, each in its own short transaction. */

const batch = 200

type Done = { stored: store.Stored; after: Case }

/** Decides anew for each case, under its lock, and writes what has changed. */
async function decideFor(
  ctx: Context,
  codes: readonly string[],
  decide: (env: Env, found: Case) => Change,
  also?: (db: Db, done: Done, now: Date) => Promise<void>,
): Promise<void> {
  // Time passes for made-up cases too, but nobody is told of it: each origin states its facts by itself.
  for (const origin of ['live', 'demo'] as const) await decideForOrigin(ctx, { codes, origin }, decide, also)
}

async function decideForOrigin(
  ctx: Context,
  { codes, origin }: { codes: readonly string[]; origin: 'live' | 'demo' },
  decide: (env: Env, found: Case) => Change,
  also?: (db: Db, done: Done, now: Date) => Promise<void>,
): Promise<void> {
  if (codes.length === 0) return
  await transact(ctx, system, { origin }, async (db) => {
    const now = ctx.clock()
    const facts: LooseFact[] = []
    const done: Done[] = []
    for (const stored of await store.lockCases(db, codes, origin)) {
      const calendar = calendarsOf(ctx).of(stored.case.unit)
      const env: Env = { calendar, plan: { steps: [], supplement: 'resume' }, by: { id: system.id }, now }
      const change = decide(env, stored.case)
      facts.push(...change.facts)
      done.push({ stored, after: change.case })
    }
    await saveCases(
      db,
      done.map(({ stored, after }) => ({ before: stored.case, after })),
      calendarsOf(ctx).digest,
      facts,
    )
    for (const one of done) await also?.(db, one, now)
  })
}

/** Walks a list of codes until it is empty, or brings the same codes again. */
async function walk(next: () => Promise<string[]>, act: (codes: string[]) => Promise<void>): Promise<void> {
  let before = ''
  for (let codes = await next(); codes.length > 0 && codes.join() !== before; codes = await next()) {
    before = codes.join()
    await act(codes)
  }
}

export const markOverdueCases: Job = {
  name: 'cases.mark-overdue',
  cron: '* * * * *',
  run: (ctx) =>
    walk(
      () => watch.listOverdue(ctx.db, ctx.clock(), batch),
      (codes) => decideFor(ctx, codes, watching.markOverdue),
    ),
}

export const warnOfDeadlines: Job = {
  name: 'cases.warn-of-deadlines',
  cron: '* * * * *',
  run: (ctx) =>
    walk(
      () => watch.listToWarn(ctx.db, ctx.clock(), batch),
      (codes) => decideFor(ctx, codes, watching.warn),
    ),
}

/** Nobody brought what was asked for: after 15 working days the case is closed, with form 05 (handbook 3.5). */
export const closeUnanswered: Job = {
  name: 'cases.close-unanswered',
  cron: '*/10 * * * *',
  run: (ctx) =>
    walk(
      () => watch.listUnanswered(ctx.db, ctx.clock(), batch),
      (codes) =>
        decideFor(
          ctx,
          codes,
          (env, found) => (found.endedAt ? unchanged(found) : ending.stop(env, found, 'no-supplement')),
          async (db, { stored, after }, now) => {
            await answerSupplement(db, after, now)
            const loaded = await load(db, ctx, { ...stored, case: after })
            await letters.stopNotice({ db, ctx, actor: system, now, found: after, loaded }, 'no-supplement')
          },
        ),
    ),
}

/** One working day before the last moment, a letter lies ready for whoever has the case; a person decides about it. */
export const draftApologies: Job = {
  name: 'cases.draft-apologies',
  cron: '0 7 * * *',
  async run(ctx) {
    const now = ctx.clock()
    const until = workingTime.endOfWorkingDay(calendarsOf(ctx).of(), now, 2)
    await walk(
      () => watch.listDueBefore(ctx.db, now, until, batch),
      (codes) =>
        decideFor(
          ctx,
          codes,
          (env, found) => state(env, unchanged(found), caseNoted, common(found)),
          async (db, { after }) => {
            const text =
              'Hồ sơ sắp đến hạn. Thư xin lỗi (Mẫu 04) đã soạn sẵn: nếu không kịp, gửi trước hạn ít nhất một ngày.'
            await addNote(db, after, { at: now, act: 'apology-draft', by: system.id, text })
          },
        ),
    )
  },
}

/** Another calendar: open deadlines are computed anew, later perhaps, never earlier than promised. */
export const recomputeDeadlines: Job = {
  name: 'cases.recompute-deadlines',
  cron: '* * * * *',
  async run(ctx) {
    const { digest } = calendarsOf(ctx)
    if ((await watch.getMark(ctx.db, 'calendar')) === digest) return
    let after = ''
    for (;;) {
      const codes = await watch.listOtherCalendar(ctx.db, digest, after, batch)
      const last = codes.at(-1)
      if (last === undefined) break
      await decideFor(ctx, codes, watching.recompute)
      after = last
    }
    // A case that somebody had in hand just now is left for the next round.
    const left = await watch.listOtherCalendar(ctx.db, digest, '', 1)
    if (left.length === 0) await watch.setMark(ctx.db, 'calendar', digest)
  },
}

export const foldCounters: Job = {
  name: 'cases.fold-counters',
  cron: '* * * * *',
  run: (ctx) => watch.foldCounters(ctx.db),
}

export const jobs: readonly Job[] = [
  markOverdueCases,
  warnOfDeadlines,
  closeUnanswered,
  draftApologies,
  recomputeDeadlines,
  foldCounters,
]
