import { z } from 'zod'
import { DocumentView } from '#modules/documents'
import { Channel } from './events.ts'
import { isState } from './lifecycle.ts'

/** What leaves the module. Instants are ISO; names of steps, states and procedures come in both languages. */

export const TextView = z.object({ vi: z.string(), en: z.string().optional() })
export const Instant = z.iso.datetime()
const UnitRef = z.object({ code: z.string(), name: TextView })
const PersonRef = z.object({ id: z.string(), name: z.string() })
export const ProcedureRef = z.object({ id: z.string(), code: z.string(), name: TextView })
export const StateView = z.object({ name: z.string().refine(isState), text: TextView, national: z.int() })

/** The times of a case. `share` is how much of its time is used, 0 to 1, while its clock runs. */
export const TimesView = z.object({
  submittedAt: Instant,
  intakeDueAt: Instant.optional(),
  acceptedAt: Instant.optional(),
  dueAt: Instant.optional(),
  promisedAt: Instant.optional(),
  reappointedAt: Instant.optional(),
  handOverBy: Instant.optional(),
  pausedAt: Instant.optional(),
  resolvedAt: Instant.optional(),
  endedAt: Instant.optional(),
  overdue: z.boolean(),
  share: z.number().optional(),
})

export const PaperView = z.object({
  id: z.string(),
  name: TextView,
  form: z.enum(['original', 'copy', 'electronic']),
  count: z.int(),
  files: z.array(
    z.object({
      digest: z.string(),
      name: z.string(),
      type: z.string(),
      sizeBytes: z.int(),
      reused: z.boolean().describe('handed in again from the own papers'),
      url: z.string(),
      addedAt: Instant,
    }),
  ),
})

export const FeeView = z.object({
  id: z.string(),
  name: TextView,
  kind: z.string(),
  amount: z.int(),
  because: TextView.optional(),
  paidAt: Instant.optional(),
  receiptNumber: z.string().optional(),
})

/** What a correction makes of the fees: all together before and after, what is left to pay, and what is to be given back. */
export const RechargedView = z.object({ was: z.int(), is: z.int(), toPay: z.int(), overpaid: z.int() })

export const StepView = z.object({
  id: z.string(),
  name: TextView,
  unit: UnitRef,
  role: z.string(),
  roleName: TextView,
  status: z.enum(['done', 'current', 'ahead']),
  startedAt: Instant.optional(),
  dueAt: Instant.optional(),
  endedAt: Instant.optional(),
  assignee: PersonRef.optional(),
  by: PersonRef.optional(),
  outcome: z.string().optional(),
})

export const SupplementView = z.object({
  askedAt: Instant,
  dueAt: Instant,
  beforeAcceptance: z.boolean(),
  items: z.array(z.string()),
  reason: z.string(),
  answeredAt: Instant.optional(),
})

export const ConsultationView = z.object({
  no: z.int(),
  unit: UnitRef,
  question: z.string(),
  askedAt: Instant,
  dueAt: Instant,
  answeredAt: Instant.optional(),
  answer: z.string().optional(),
  agrees: z.boolean().optional(),
})

/** One fact of the case's history, from its events. `type` is the event's name: cases.accepted. */
export const MomentView = z.object({
  at: Instant,
  type: z.string(),
  unit: UnitRef.optional(),
  by: PersonRef.optional(),
  step: z.object({ id: z.string(), name: TextView }).optional(),
  /** by which mandate it was done for the applicant */
  mandate: TextView.optional(),
})

export const NoteView = z.object({ no: z.int(), at: Instant, act: z.string(), by: PersonRef, text: z.string() })

export const ActionView = z.object({ action: z.string(), allowed: z.boolean(), because: TextView.optional() })

export const ApplicantView = z.object({
  name: z.string(),
  maskedPersonalId: z.string().optional(),
  taxCode: z.string().optional(),
  phone: z.string().optional(),
  email: z.string().optional(),
  address: z.string().optional(),
})

export const CaseView = z.object({
  code: z.string(),
  version: z.int(),
  procedure: ProcedureRef,
  /** the version of the definition that the case keeps */
  definition: z.string(),
  state: StateView,
  channel: Channel,
  unit: UnitRef,
  receptionUnit: UnitRef,
  times: TimesView,
  applicant: ApplicantView,
  submitter: ApplicantView.optional(),
  /** by which right it was filed for the applicant, and by whom; `assisted`: by the applicant, with help */
  mandate: z.object({ name: TextView, by: z.string(), assisted: z.boolean() }).optional(),
  answers: z.record(z.string(), z.unknown()),
  papers: z.array(PaperView),
  fees: z.array(FeeView),
  steps: z.array(StepView),
  supplement: SupplementView.optional(),
  consultations: z.array(ConsultationView),
  timeline: z.array(MomentView),
  /** officials only */
  notes: z.array(NoteView),
  documents: z.array(DocumentView),
  rating: z.object({ score: z.int(), reasons: z.array(z.string()), text: z.string().optional() }).optional(),
  refusalProposed: z.boolean(),
  apology: z.object({ by: z.string(), inTime: z.boolean(), newDueAt: z.string(), reason: z.string() }).optional(),
  /** what this person may do now; for the rest, why not */
  actions: z.array(ActionView),
  secret: z.string().optional(),
})
export type CaseView = z.input<typeof CaseView>

/** A row of a list: inbox, search, my cases. */
export const CaseItem = z.object({
  code: z.string(),
  version: z.int(),
  procedure: ProcedureRef,
  applicant: z.string(),
  state: StateView,
  channel: Channel,
  unit: UnitRef,
  /** where it is now */
  step: z
    .object({ id: z.string(), name: TextView, unit: UnitRef, role: z.string(), dueAt: Instant.optional() })
    .optional(),
  assignee: PersonRef.optional(),
  times: TimesView,
})
export type CaseItem = z.input<typeof CaseItem>
export const CaseList = z.object({ items: z.array(CaseItem), next: z.string().optional() })

/** The answer to an act: the case as it now stands; the page asks `cases.get` for the rest. */
export const ActView = z.object({
  code: z.string(),
  version: z.int(),
  state: StateView,
  dueAt: Instant.optional(),
  /** documents that the act has issued: receipt, letters, result */
  documents: z.array(z.object({ code: z.string(), kind: z.string(), url: z.string() })),
})
export type ActView = z.input<typeof ActView>

export const SubmittedView = ActView.extend({
  /** of the tracking link; not given to who files for another */
  secret: z.string().optional(),
  submittedAt: Instant,
  intakeDueAt: Instant,
  fees: z.array(FeeView),
  /** SHA-256 of each filed paper, as the receipt shows it */
  papers: z.array(z.object({ id: z.string(), digest: z.string() })),
})

/** What anybody with the code and its secret sees: where the case is, who holds it, no personal values. */
export const TrackView = z.object({
  code: z.string(),
  procedure: ProcedureRef,
  state: StateView,
  unit: UnitRef,
  receptionUnit: UnitRef,
  times: TimesView,
  holder: z.object({ unit: UnitRef, roleName: TextView, name: z.string().optional(), step: TextView }).optional(),
  steps: z.array(
    StepView.pick({ id: true, name: true, unit: true, status: true, startedAt: true, endedAt: true, dueAt: true }),
  ),
  timeline: z.array(MomentView.omit({ by: true })),
  supplement: SupplementView.optional(),
  fees: z.array(FeeView),
  documents: z.array(z.object({ code: z.string(), kind: z.string(), url: z.string() })),
})

const Count = { open: z.int(), overdue: z.int(), waiting: z.int() }
export const CountsView = z.object({
  ...Count,
  mine: z.int(),
  /** of my own posts */
  queues: z.array(z.object({ unit: UnitRef, role: z.string(), ...Count })),
  /** all queues of each unit within my reach */
  units: z.array(z.object({ unit: UnitRef, ...Count })),
})

export const LoadView = z.object({
  unit: UnitRef,
  staff: z.array(
    z.object({
      person: PersonRef,
      roles: z.array(z.string()),
      roleNames: z.array(TextView),
      away: z.boolean(),
      open: z.int(),
      overdue: z.int(),
      dueSoon: z.int(),
      doneThisMonth: z.int(),
    }),
  ),
  unassigned: z.int(),
})

export const RelatedView = z.object({
  items: z.array(CaseItem.extend({ because: z.enum(['same-person', 'same-file', 'same-answers']) })),
})
