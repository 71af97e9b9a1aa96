import { system, type Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { calendarsOf } from '#modules/calendar'
import { noteUse } from '#modules/people'
import { currentVisit, type Case, type Change } from './case.ts'
import { envOf, type Loaded } from './load.ts'
import { stateView } from './places.ts'
import { maySee } from './policy.ts'
import type { Env } from './rules.ts'
import { markOverdue } from './watching.ts'
import { addNote } from './store/beside.ts'
import { saveCases } from './store/writing.ts'
import type { ActView } from './views.ts'

/** One act upon one case, as every command carries it out: decide, save, state the facts, keep what was written. */
export type Step = {
  db: Db
  ctx: Context
  actor: Actor
  now: Date
  subject: Loaded
  /** the mandate by which the actor does this for the applicant */
  mandate?: string | undefined
}

export type Words = { act: string; text: string | undefined }

/**
 * @returns the case after the act
 * @throws conflict with what has changed when the person saw an older version
 */
export async function act(step: Step, decide: (env: Env, found: Case) => Change, words?: Words): Promise<Case> {
  const { db, ctx, actor, now, subject, mandate } = step
  if (subject.changed) throw subject.changed
  const env = envOf(ctx, subject, { id: actor.id, unit: unitOfAct(actor, subject.case), mandate }, now)
  // A deadline that has passed is stated before what follows it: facts that leave tell whether the case was overdue.
  const late = markOverdue({ ...env, by: system }, subject.case)
  const decided = decide(env, late.case)
  const { case: after } = decided
  const facts = [...late.facts, ...decided.facts]
  await saveCases(db, [{ before: subject.case, after }], calendarsOf(ctx).digest, facts)
  if (words?.text) await addNote(db, after, { at: now, act: words.act, by: actor.id, text: words.text })
  if (mandate && words) await noteUse(db, { mandate, at: now, act: words.act, record: after.code })
  return after
}

/** The unit for which the person acts: the one of the current step where they have a post, else their first. */
export function unitOfAct(actor: Actor, found: Case): string | undefined {
  const units = [currentVisit(found)?.unit, found.receptionUnit, found.unit]
  return actor.posts.find((post) => units.includes(post.unit))?.unit ?? actor.posts[0]?.unit
}

/**
 * The right to act, of a person who may have seen an older version of the case: whoever may see it is told what has changed
 * since, not that the act is none of theirs. @throws conflict
 */
export const onCurrent =
  <I>(may: (actor: Actor, found: Loaded, input: I) => boolean) =>
  (actor: Actor, found: Loaded, input: I): boolean => {
    const allowed = may(actor, found, input)
    if (!allowed && found.changed && maySee(actor, found)) throw found.changed
    return allowed
  }

type Made = { code: string; kind: string }

export const presentAct = (found: Case, documents: readonly Made[] = []): ActView => ({
  code: found.code,
  version: found.version,
  state: stateView(found.state),
  dueAt: found.dueAt?.toISOString(),
  documents: documents.map(({ code, kind }) => ({ code, kind, url: `/documents/${code}.pdf` })),
})
