import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { forbidden } from '#core/errors'
import { act, presentAct, type Step } from './acting.ts'
import * as ending from './ending.ts'
import * as letters from './letters.ts'
import { lock } from './load.ts'
import { mandateFor } from './held-mandates.ts'
import { mayWithdraw } from './policy.ts'
import type { ActView } from './views.ts'

/** The applicant takes a case back. */
export async function takeBack(step: Step, reason: string | undefined): Promise<ActView> {
  const { db, ctx, actor, now, subject } = step
  const mandate = mandateFor(subject, 'withdraw')
  const found = await act({ ...step, mandate }, ending.withdraw, { act: 'withdraw', text: reason })
  const writing = { db, ctx, actor, now, found, loaded: subject }
  return presentAct(found, found.acceptedAt ? [await letters.stopNotice(writing, 'withdrawn', reason)] : [])
}

type Undoing = { db: Db; ctx: Context; actor: Actor; now: Date }

/** The same in the transaction of another command, for a person who undoes what was filed for them. @throws forbidden, conflict */
export async function takeBackCase({ db, ctx, actor, now }: Undoing, code: string, reason: string): Promise<ActView> {
  const subject = await lock(db, { code }, ctx, actor)
  if (!mayWithdraw(actor, subject))
    throw forbidden('not-allowed', { vi: 'Hồ sơ này của người khác.', en: 'This case is somebody else’s.' })
  return takeBack({ db, ctx, actor, now, subject }, reason)
}
