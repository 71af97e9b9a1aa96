import { dayOf } from '#core/days'
import { invalid } from '#core/errors'
import { command } from '#core/operation'
import { listHolders } from '#modules/people'
import { rolesIn } from '#modules/units'
import { act, actCommand, onCurrent, presentAct } from '../acting.ts'
import * as events from '../events.ts'
import { takePictures } from '../filing.ts'
import * as inputs from '../inputs.ts'
import { lock } from '../load.ts'
import { coverPicture } from '../photos.ts'
import * as policy from '../policy.ts'
import * as rules from '../rules.ts'
import * as photos from '../store/photo.ts'
import { saveWords } from '../store/report.ts'
import { ActView } from '../views.ts'

const mayHandle = onCurrent<{ code: string }>(policy.mayHandle)

export const assign = command('reports.assign', {
  summary: 'Give a report to a person of the unit.',
  input: inputs.AssignInput,
  output: ActView,
  subject: lock,
  allow: mayHandle,
  async run(step) {
    const { input, db, ctx, now, subject } = step
    const { unit } = subject.report
    const roles = rolesIn(ctx).map(({ id }) => id)
    const staff = await Promise.all(roles.map((role) => listHolders(db, unit, role, dayOf(now))))
    if (!staff.flat().some(({ id }) => id === input.to))
      throw invalid('not-of-unit', {
        vi: 'Người này không làm việc tại đơn vị đang giữ phản ánh.',
        en: 'This person does not work at the unit that has the report.',
      })
    return presentAct(await act(step, (env, found) => rules.assign(env, found, input.to)))
  },
})

export const answer = command('reports.answer', {
  summary: 'Give the official answer, with pictures of the place afterwards.',
  input: inputs.AnswerInput,
  output: ActView,
  subject: lock,
  allow: mayHandle,
  async run(step) {
    const { input, db, actor, now, subject } = step
    if (subject.category.photoAfter && input.photos.length === 0)
      throw invalid('photo-after-needed', {
        vi: 'Loại phản ánh này cần ảnh chụp sau khi xử lý.',
        en: 'An answer of this kind needs a photo of the place afterwards.',
      })
    const pictures = await takePictures(db, input.photos)
    const found = await act(step, rules.answer, { act: 'answer', text: input.text, public: true })
    await saveWords(db, found.code, { answer: input.text })
    // What the office photographed itself stands beside its answer at once, where everybody may see the report.
    const added = { code: found.code, moment: 'after' as const, by: actor.id, at: now, shown: found.visible }
    await photos.addPhotos(
      db,
      pictures.map((picture) => ({ ...picture, ...added })),
    )
    return presentAct(found)
  },
})

const noPhoto = () => invalid('no-photo', { vi: 'Phản ánh không có ảnh này.', en: 'The report has no such photo.' })

export const maskPhoto = command('reports.mask-photo', {
  summary: 'Cover faces and plates in a picture: everybody sees the new one, the first stays inside.',
  input: inputs.MaskInput,
  output: ActView,
  subject: lock,
  allow: mayHandle,
  async run(step) {
    const { input, db, ctx, subject } = step
    const found = (await photos.listPhotos(db, [subject.report.code])).find(({ no }) => no === input.no)
    if (!found) throw noPhoto()
    const masked = await coverPicture(ctx, found.digest, input.covers)
    await photos.maskPhoto(db, found, masked)
    return presentAct(
      await act(step, (env, one) =>
        rules.state(env, rules.unchanged(one), events.photoMasked, { ...rules.common(env, one), no: found.no }),
      ),
    )
  },
})

export const note = actCommand('reports.note', {
  summary: 'Write something down for those who work on the report.',
  input: inputs.WordsInput,
  allow: mayHandle,
  decide: (env, found) => rules.state(env, rules.unchanged(found), events.reportNoted, rules.common(env, found)),
  written: ({ text }) => ({ act: 'note', text }),
})

export const handling = [assign, answer, maskPhoto, note]
