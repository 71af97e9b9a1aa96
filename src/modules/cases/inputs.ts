import { z } from 'zod'
import { DayInput } from '#core/days'
import { tidyCode } from './code.ts'
import { Channel } from './events.ts'

/** The inputs of the operations. A case is named by its code; `version` is the one that the person saw. */

export const CaseCodeInput = z.string().min(8).max(60).transform(tidyCode)
const text = (longest: number) => z.string().trim().min(1).max(longest)
/** As large as its column holds. */
const ordinal = z.int32().min(1)
const at = { code: CaseCodeInput, version: ordinal.optional() }
const note = { note: text(2000).optional() }

/** By section and field; a repeated section is a list of rows. Checked by the procedure's form. */
export const AnswersInput = z.record(z.string().max(60), z.unknown())

export const PaperInput = z.strictObject({
  id: z.string().max(80),
  form: z.enum(['original', 'copy', 'electronic']).default('electronic'),
  count: z.int().min(0).max(99).default(1),
  /** finished uploads of this person (POST /api/uploads) */
  files: z.array(z.uuid()).max(20).default([]),
  /** papers of this person's own store, in place of a file */
  own: z.array(z.uuid()).max(20).default([]),
})

/** Who the case is for. Online it is the account's person unless `onBehalf` says otherwise. */
export const ApplicantInput = z.strictObject({
  name: text(200),
  personalId: z.string().max(20).optional(),
  phone: z.string().max(20).optional(),
  email: z.string().max(200).optional(),
  address: text(500).optional(),
})

/** The mandate by which somebody does this for another: said with each act, so that no act depends on what a device is set to. */
const forAnother = { mandate: z.uuid().optional() }

export const DraftInput = z.strictObject({
  procedure: z.string().max(80),
  /** of an earlier draft; a new one is made without it */
  id: z.uuid().optional(),
  competentUnit: z.string().max(40).optional(),
  answers: AnswersInput.default({}),
  papers: z.array(PaperInput).max(60).default([]),
  applicant: ApplicantInput.partial().optional(),
  ...forAnother,
  /** names this content; a save of content that goes on from other content than what is kept is refused */
  mark: z.uuid().optional(),
  /** marks of the content that this goes on from */
  after: z.array(z.uuid()).max(40).default([]),
})

export const SubmitInput = z.strictObject({
  procedure: z.string().max(80),
  /** the commune or agency that decides; needed where the procedure is every commune's */
  competentUnit: z.string().max(40).optional(),
  answers: AnswersInput.default({}),
  papers: z.array(PaperInput).max(60).default([]),
  applicant: ApplicantInput.optional(),
  /** the draft that this submission completes */
  draft: z.uuid().optional(),
  ...forAnother,
})

export const RegisterInput = SubmitInput.omit({ mandate: true }).extend({
  channel: z.enum(['counter', 'post']),
  receptionUnit: z.string().max(40),
  applicant: ApplicantInput,
  /** whoever hands it in for the applicant */
  submitter: ApplicantInput.optional(),
  /** accept at once and print the receipt; otherwise the case waits at the counter */
  accept: z.boolean().default(true),
})

export const AcceptInput = z.strictObject({ ...at, digitised: z.boolean().default(false) })
export const ReasonInput = z.strictObject({ ...at, reason: text(2000), basis: text(500).optional() })
export const AskSupplementInput = z.strictObject({
  ...at,
  items: z.array(text(500)).min(1).max(30),
  reason: text(2000),
})
export const SupplementInput = z.strictObject({
  ...at,
  answers: AnswersInput.optional(),
  papers: z.array(PaperInput).max(60).default([]),
  ...note,
})
export const CompleteStepInput = z.strictObject({ ...at, ...note, assignee: z.string().max(80).optional() })
export const ConsultInput = z.strictObject({
  ...at,
  questions: z
    .array(
      z.strictObject({
        unit: z.string().max(40),
        question: text(2000),
        workingDays: z.int().min(1).max(60).default(3),
      }),
    )
    .min(1)
    .max(20),
})
export const AnswerInput = z.strictObject({
  ...at,
  no: ordinal,
  answer: text(5000),
  agrees: z.boolean().optional(),
})
export const ApproveInput = z.strictObject({ ...at, ...note })
export const SendBackInput = z.strictObject({ ...at, to: z.string().max(60).optional(), reason: text(2000) })
export const ReturnInput = z.strictObject({
  ...at,
  how: z.enum(['counter', 'online', 'post']).default('counter'),
  ...note,
})
export const WithdrawInput = z.strictObject({ ...at, reason: text(2000).optional() })
export const ActInput = z.strictObject({ ...at, ...note })
export const AssignInput = z.strictObject({ ...at, to: z.string().max(80) })
export const ApologiseInput = z.strictObject({ ...at, reason: text(2000), newDueAt: z.iso.datetime({ offset: true }) })
export const AskPaymentInput = z.strictObject({
  ...at,
  amount: z.int().min(1).max(100_000_000_000),
  reason: text(2000),
})
export const PayInput = z.strictObject({
  ...at,
  /** names of the fees paid; all that are open when left out */
  fees: z.array(z.string().max(60)).optional(),
  receiptNumber: text(40),
})
export const NoteInput = z.strictObject({ ...at, text: text(2000) })
export const RateInput = z.strictObject({
  code: CaseCodeInput,
  /** of the tracking link, for an applicant without an account */
  secret: z.string().max(40).optional(),
  score: z.int().min(1).max(5),
  reasons: z
    .array(z.enum(['fast', 'slow', 'clear', 'unclear', 'kind', 'unkind', 'easy', 'many-trips', 'extra-papers']))
    .max(9)
    .default([]),
  text: text(2000).optional(),
})

export const GetInput = z.strictObject({ code: CaseCodeInput })
export const TrackInput = z.strictObject({ code: CaseCodeInput, secret: z.string().max(40) })

const count = z.coerce.number().int()
/** Which work: `mine` is given to me, `queue` is my roles' pool, `all` is whatever I may see. */
export const InboxInput = z.strictObject({
  view: z.enum(['mine', 'queue', 'all']).default('queue'),
  unit: z.string().max(40).optional(),
  role: z.string().max(60).optional(),
  procedure: z.string().max(80).optional(),
  state: z.enum(['open', 'overdue', 'due-soon', 'waiting', 'unassigned']).default('open'),
  channel: Channel.optional(),
  /** only what this person has; where the view is `all` */
  assignee: z.string().max(80).optional(),
  after: z.string().max(200).optional(),
  limit: count.min(1).max(100).default(30),
})
export const SearchInboxInput = InboxInput.extend({ q: text(200) })
export const AtWorkInput = InboxInput.pick({ view: true, unit: true, role: true })
export const CountsInput = z.strictObject({ procedure: z.string().max(80).optional() })
export const SearchInput = z.strictObject({
  q: z.string().max(200).optional(),
  unit: z.string().max(40).optional(),
  procedure: z.string().max(80).optional(),
  state: z.string().max(40).optional(),
  from: DayInput.optional(),
  to: DayInput.optional(),
  after: z.string().max(200).optional(),
  limit: count.min(1).max(100).default(30),
})
export const ListMineInput = z.strictObject({
  after: z.string().max(200).optional(),
  limit: count.min(1).max(100).default(50),
  /** the cases of the person of this mandate, in place of my own */
  ...forAnother,
})
export const LoadInput = z.strictObject({ unit: z.string().max(40) })
export const RegisterOfInput = z.strictObject({ unit: z.string().max(40), from: DayInput, to: DayInput })
export const RelatedInput = z.strictObject({ code: CaseCodeInput })
