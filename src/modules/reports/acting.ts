import type { z } from 'zod'
import { system, type Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { command } from '#core/operation'
import { markOverdue } from './following.ts'
import { states } from './lifecycle.ts'
import { envOf, lock, type Asked, type Loaded } from './load.ts'
import { maySee } from './policy.ts'
import type { Change, Report } from './report.ts'
import type { Env } from './rules.ts'
import { addNotes } from './store/beside.ts'
import { saveReports } from './store/report.ts'
import { ActView } from './views.ts'

/** One act upon one report, as every command carries it out: decide, save, state the facts, keep what was written. */
export type Step = { db: Db; ctx: Context; actor: Actor; now: Date; subject: Loaded }

export type Written = { act: string; text: string | undefined; public?: boolean }

/**
 * @returns the report after the act
 * @throws conflict with what has changed when the person saw an older version
 */
export async function act(step: Step, decide: (env: Env, found: Report) => Change, written?: Written): Promise<Report> {
  const { db, ctx, actor, now, subject } = step
  if (subject.changed) throw subject.changed
  const env = envOf(ctx, subject.category, { id: actor.id, unit: unitOfAct(actor, subject.report) }, now)
  // A deadline that has passed is stated before what follows it: facts that leave tell whether the report was overdue.
  const late = markOverdue({ ...env, by: system }, subject.report)
  const { report: after, facts } = decide(env, late.report)
  await saveReports(db, [after], [...late.facts, ...facts])
  if (written?.text)
    await addNotes(db, [
      {
        code: after.code,
        no: after.version,
        at: now,
        act: written.act,
        by: actor.id,
        text: written.text,
        public: written.public ?? false,
      },
    ])
  return after
}

/** The unit for which the person acts: that of the report where they have a post, else their first. */
export const unitOfAct = (actor: Actor, found: Report): string | undefined =>
  actor.posts.find((post) => post.unit === found.unit)?.unit ?? actor.posts[0]?.unit

type OneAct<I extends z.ZodType<Asked>> = {
  summary: string
  input: I
  allow: (actor: Actor, found: Loaded, input: z.output<I>) => boolean
  decide: (env: Env, found: Report, input: z.output<I>) => Change
  written?: (input: z.output<I>) => Written
}

/** A command that is one act upon one report and nothing beside it. */
export const actCommand = <I extends z.ZodType<Asked>>(name: string, { decide, written, ...spec }: OneAct<I>) =>
  command(name, {
    ...spec,
    output: ActView,
    subject: (db: Db, input: z.output<I>, ctx: Context) => lock(db, input, ctx),
    run: async (step) =>
      presentAct(await act(step, (env, found) => decide(env, found, step.input), written?.(step.input))),
  })

/** The right to act. Whoever saw an older version is told that it changed, not that the act is none of theirs. */
export const onCurrent =
  <I>(may: (actor: Actor, found: Loaded, input: I) => boolean) =>
  (actor: Actor, found: Loaded, input: I): boolean => {
    const allowed = may(actor, found, input)
    if (!allowed && found.changed && maySee(actor, found)) throw found.changed
    return allowed
  }

export const presentAct = (found: Report) => ({
  code: found.code,
  version: found.version,
  state: { name: found.state, text: states[found.state].name, stage: states[found.state].stage },
  dueAt: found.dueAt?.toISOString(),
})
