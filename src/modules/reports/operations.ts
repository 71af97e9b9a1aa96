import type { Operation } from '#core/operation'
import { alike, nearby } from './operations/alike.ts'
import { apps } from './operations/apps.ts'
import { finding } from './operations/finding.ts'
import { bySender } from './operations/following.ts'
import { handling } from './operations/handling.ts'
import { ideas } from './operations/ideas.ts'
import { askCorrection, questionAccess } from './operations/questions.ts'
import { reading } from './operations/reading.ts'
import { register, submit } from './operations/sending.ts'
import { surveys } from './operations/surveys.ts'
import { triage } from './operations/triage.ts'

export const operations: readonly Operation[] = [
  submit,
  register,
  questionAccess,
  askCorrection,
  ...triage,
  ...handling,
  ...bySender,
  ...reading,
  ...finding,
  nearby,
  alike,
  ...ideas,
  ...surveys,
  ...apps,
]
