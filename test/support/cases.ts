import type { Actor } from '#core/actor'
import type { TestContext } from './context.ts'
import { call } from '../../src/core/call.ts'
import { accept } from '../../src/modules/cases/operations/intake.ts'
import { completeStep } from '../../src/modules/cases/operations/handling.ts'
import { approve } from '../../src/modules/cases/operations/deciding.ts'
import { submit } from '../../src/modules/cases/operations/submit.ts'

/** The people around a case of the test pack's ward (99001), whose centre is H99.101.01. */
export const official = (id: string, unit: string, role: string): Actor => ({
  kind: 'official',
  id,
  name: id,
  posts: [{ unit, role }],
  locale: 'vi',
})
export const citizen = (id: string): Actor => ({
  kind: 'citizen',
  id,
  name: 'Trần Thị Lan',
  posts: [],
  locale: 'vi',
  person: id,
  assurance: 2,
})

export const lan = citizen('lan')
export const receptionist = official('reception', 'H99.101.01', 'receptionist')
export const officer = official('officer', '99001', 'officer')
export const chair = official('chair', '99001', 'chair')
export const elsewhere = official('elsewhere', '99002', 'officer')

export const applicant = { name: 'Trần Thị Lan', personalId: '045190001234', phone: '0912000111' }
export const noteAnswers = { applicant: { fullName: 'Trần Thị Lan', birthDate: '1990-02-03', copies: 2 } }
export const noteSubmission = { procedure: 'note-copy', competentUnit: '99001', answers: noteAnswers, applicant }

export const fileNote = (t: TestContext, actor = lan, more: object = {}) =>
  call(t.ctx, submit, { ...noteSubmission, ...more }, actor)

/** A case that has come so far: each act by the one whose turn it is. */
export async function caseAt(
  t: TestContext,
  place: 'submitted' | 'accepted' | 'at-decision' | 'resolved',
): Promise<string> {
  const { code } = await fileNote(t)
  if (place === 'submitted') return code
  await t.call(accept, { code }, receptionist)
  if (place === 'accepted') return code
  await t.call(completeStep, { code }, officer)
  if (place === 'at-decision') return code
  await t.call(approve, { code }, chair)
  return code
}
