import { system } from '#core/actor'
import { transact } from '#core/call'
import type { Context } from '#core/context'
import type { LooseFact } from '#core/events'
import type { Job } from '#core/module'
import { provinceUnit } from '#modules/units'
import { categoryOf } from './catalogue.ts'
import * as following from './following.ts'
import { learnFromReports } from './learning.ts'
import { learnFromMerges } from './merges.ts'
import { envOf } from './load.ts'
import type { Change, Report } from './report.ts'
import * as rules from './rules.ts'
import type { Env } from './rules.ts'
import { forgetSendings } from './store/beside.ts'
import * as lists from './store/lists.ts'
import { forgetUploads } from './store/photo.ts'
import { forgetRecordings } from './store/recording.ts'
import { lockReports, saveReports } from './store/report.ts'

/** What time does: small batches, each in its own short transaction. */

const batch = 200
const dayMilliseconds = 86_400_000

/** Decides anew for each report, under its lock. Nobody is told of made-up ones: each origin states its facts by itself. */
async function decideFor(
  ctx: Context,
  codes: readonly string[],
  decide: (env: Env, found: Report) => Change,
): Promise<void> {
  for (const origin of ['live', 'import', 'demo'] as const)
    await transact(ctx, system, { origin }, async (db) => {
      const now = ctx.clock()
      const facts: LooseFact[] = []
      const after: Report[] = []
      for (const { report, holding } of await lockReports(db, codes)) {
        if (holding.origin !== origin) continue
        const env = envOf(ctx, categoryOf(ctx, holding.definition), { id: system.id }, now)
        const change = decide(env, report)
        if (change.facts.length === 0) continue
        facts.push(...change.facts)
        after.push(change.report)
      }
      await saveReports(db, after, facts)
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

export const markOverdueReports: Job = {
  name: 'reports.mark-overdue',
  cron: '* * * * *',
  run: (ctx) =>
    walk(
      () => lists.listOverdue(ctx.db, ctx.clock(), batch),
      (codes) => decideFor(ctx, codes, following.markOverdue),
    ),
}

/** What stays overdue climbs from the head of the unit to the province. */
export const escalateReports: Job = {
  name: 'reports.escalate',
  cron: '* * * * *',
  run: (ctx) =>
    walk(
      () => lists.listToEscalate(ctx.db, ctx.clock(), batch),
      (codes) => decideFor(ctx, codes, (env, found) => following.escalate(env, found, provinceUnit(ctx).code)),
    ),
}

/** The sender was asked and said nothing: the report is closed as one that gives no grounds. */
export const closeUnanswered: Job = {
  name: 'reports.close-unanswered',
  cron: '*/10 * * * *',
  run: (ctx) =>
    walk(
      () => lists.listUnanswered(ctx.db, ctx.clock(), batch),
      (codes) =>
        decideFor(ctx, codes, (env, found) =>
          found.state === 'needs-supplement' && found.dueAt && found.dueAt < env.now
            ? rules.reject(env, found, 'no-grounds')
            : rules.unchanged(found),
        ),
    ),
}

/** Pictures and recordings that no report came to use, and the traces by which floods are told. */
export const forgetTraces: Job = {
  name: 'reports.forget-traces',
  cron: '20 * * * *',
  async run(ctx) {
    const dayAgo = new Date(ctx.clock().getTime() - dayMilliseconds)
    await forgetSendings(ctx.db, dayAgo)
    const unused = new Date(dayAgo.getTime() - dayMilliseconds)
    await forgetUploads(ctx.db, unused)
    await forgetRecordings(ctx.db, unused)
  },
}

export const jobs: readonly Job[] = [
  markOverdueReports,
  escalateReports,
  closeUnanswered,
  forgetTraces,
  learnFromReports,
  learnFromMerges,
]
