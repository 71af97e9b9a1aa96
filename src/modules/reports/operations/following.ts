import { z } from 'zod'
import { command } from '#core/operation'
import { act, actCommand, onCurrent, presentAct } from '../acting.ts'
import { takePictures } from '../filing.ts'
import * as following from '../following.ts'
import * as inputs from '../inputs.ts'
import { get, lock } from '../load.ts'
import * as policy from '../policy.ts'
import * as rules from '../rules.ts'
import * as beside from '../store/beside.ts'
import { addPhotos } from '../store/photo.ts'
import { ActView } from '../views.ts'

/** What the sender does, with their account or with the secret that they were given; and what others say. */

const isSender = onCurrent<{ code: string }>(policy.isSender)

export const supplement = command('reports.supplement', {
  summary: 'Tell the desk what it asked for.',
  input: inputs.SupplementInput,
  output: ActView,
  subject: lock,
  allow: isSender,
  async run(step) {
    const { input, db, actor, now } = step
    const pictures = await takePictures(db, input.photos)
    const found = await act(step, rules.supplement, { act: 'supplement', text: input.text })
    const added = { code: found.code, moment: 'before' as const, by: actor.id, at: now, shown: false }
    await addPhotos(
      db,
      pictures.map((picture) => ({ ...picture, ...added })),
    )
    return presentAct(found)
  },
})

export const withdraw = actCommand('reports.withdraw', {
  summary: 'Take my report back.',
  input: inputs.SenderInput,
  allow: onCurrent<{ code: string }>(policy.mayWithdraw),
  decide: rules.withdraw,
})

export const rate = actCommand('reports.rate', {
  summary: 'Judge the answer, from 1 to 5.',
  input: inputs.RateInput,
  allow: onCurrent<{ code: string }>(policy.mayRate),
  decide: (env, found, { score }) => following.rate(env, found, score),
  written: ({ text }) => ({ act: 'rate', text }),
})

export const reopen = actCommand('reports.reopen', {
  summary: 'Say that the answer has not helped: the unit takes it up again, once.',
  input: inputs.SenderWordsInput,
  allow: onCurrent<{ code: string }>(policy.mayRate),
  decide: following.reopen,
  written: ({ text }) => ({ act: 'reopen', text }),
})

export const support = command('reports.support', {
  summary: 'Say that I met the same, follow a report, or like it; or take that back.',
  input: inputs.SupportInput,
  output: z.object({ met: z.int(), followers: z.int(), likes: z.int() }),
  perMinute: 60,
  subject: get,
  allow: policy.maySupport,
  async run({ input, subject, actor, db, now }) {
    const { code } = subject.report
    if (input.on) await beside.addSupports(db, [{ code, kind: input.kind, account: actor.id, at: now }])
    else await beside.removeSupport(db, code, input.kind, actor.id)
    const counts = (await beside.countSupport(db, [code])).get(code)
    return { met: counts?.met ?? 1, followers: counts?.followers ?? 0, likes: counts?.likes ?? 0 }
  },
})

export const bySender = [supplement, withdraw, rate, reopen, support]
