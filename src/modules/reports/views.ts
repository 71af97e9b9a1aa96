import { z } from 'zod'
import { SectionView } from '#modules/procedures'
import { channels } from './events.ts'

/** What leaves the module. Instants are ISO; names come in both languages. */

export const TextView = z.object({ vi: z.string(), en: z.string().optional() })
const Instant = z.iso.datetime()
const Named = z.object({ code: z.string(), name: TextView })
export const PlaceView = z.tuple([z.number(), z.number()])

export const StateView = z.object({
  name: z.string(),
  text: TextView,
  stage: z.enum(['received', 'handling', 'answered', 'closed']),
})

export const ActView = z.object({ code: z.string(), version: z.int(), state: StateView, dueAt: Instant.optional() })

export const SentView = ActView.extend({
  secret: z.string().optional().describe('with it an anonymous sender follows the report'),
  commune: Named,
  unit: Named,
  submittedAt: Instant,
})

export const PhotoView = z.object({
  no: z.int(),
  moment: z.enum(['before', 'after']),
  url: z.string(),
  small: z.string(),
  width: z.int(),
  height: z.int(),
  takenAt: Instant.optional(),
  metresAway: z.int().optional().describe('from the place of the report, by what the camera wrote'),
  shown: z.boolean().optional(),
  masked: z.boolean().optional(),
})

/** A line of a list. */
export const ReportLine = z.object({
  code: z.string(),
  version: z.int(),
  category: z.object({ id: z.string(), name: TextView }),
  state: StateView,
  text: z.string(),
  commune: Named,
  unit: Named,
  urgent: z.boolean(),
  overdue: z.boolean(),
  escalated: z.int(),
  channel: z.enum(channels),
  submittedAt: Instant,
  dueAt: Instant.optional(),
  place: PlaceView.optional(),
  photo: z.string().optional(),
  met: z.int(),
  likes: z.int(),
  assignee: z.string().optional(),
})
export type ReportLine = z.output<typeof ReportLine>

export const ReportList = z.object({ items: z.array(ReportLine), next: z.string().optional() })

export const TimelineItem = z.object({
  version: z.int(),
  type: z.string(),
  at: Instant,
  unit: Named.optional(),
  to: TextView.optional(),
  by: z.string().optional(),
  text: z.string().optional(),
})

/** A report as the person asking may see it. */
export const ReportView = ReportLine.extend({
  address: z.string().optional(),
  answer: z.string().optional(),
  answeredAt: Instant.optional(),
  score: z.int().optional(),
  senderName: z.string().optional(),
  visible: z.boolean(),
  photos: z.array(PhotoView),
  recordings: z
    .array(z.object({ id: z.string(), media: z.enum(['audio', 'video']), url: z.string(), sizeBytes: z.int() }))
    .describe('for those who work on it and its sender'),
  details: z.array(z.object({ label: TextView, text: TextView })),
  timeline: z.array(TimelineItem),
  followers: z.int(),
  mine: z.boolean(),
  supports: z.array(z.string()).describe('what the person asking has said: met, follow, like'),
  mergedInto: z.string().optional(),
  splitFrom: z.string().optional(),
  splits: z
    .array(z.object({ code: z.string(), secret: z.string().optional() }))
    .describe('reports that were parts of it, with the secret of each for a sender without a name'),
  reopenUntil: Instant.optional(),
  actions: z.array(z.string()).describe('operations that the person asking may call now'),
  inside: z
    .object({
      text: z.string(),
      suggestedText: z.string(),
      contact: z
        .object({ name: z.string().optional(), phone: z.string().optional(), email: z.string().optional() })
        .optional(),
      reopenings: z.int(),
      caseCodes: z.array(z.string()).describe('codes of cases that stand in the text'),
      merged: z.array(z.string()),
    })
    .optional()
    .describe('only for those who work on it'),
})
export type ReportView = z.output<typeof ReportView>

/** A map view: single reports, or counts by squares of the map. */
export const MapView = z.object({
  points: z.array(
    z.object({ code: z.string(), lon: z.number(), lat: z.number(), category: z.string(), stage: z.string() }),
  ),
  squares: z
    .array(z.object({ lon: z.number(), lat: z.number(), received: z.int(), handling: z.int(), answered: z.int() }))
    .describe('by their middle'),
})

export const RankingView = z.object({
  since: Instant,
  items: z.array(
    z.object({
      unit: Named,
      received: z.int(),
      answered: z.int(),
      onTime: z.int(),
      late: z.int().describe('overdue now'),
      medianHours: z.number().nullable(),
      ratings: z.int(),
      satisfied: z.int(),
    }),
  ),
})

export const IdeaView = z.object({
  code: z.string(),
  version: z.int(),
  state: z.enum(['submitted', 'open', 'answered', 'declined']),
  unit: Named,
  title: z.string(),
  text: z.string(),
  authorName: z.string().optional(),
  submittedAt: Instant,
  outcome: z.enum(['adopted', 'studied', 'not-adopted']).optional(),
  answer: z.string().optional(),
  answeredAt: Instant.optional(),
  votes: z.int(),
  voted: z.boolean(),
  mine: z.boolean(),
})
export type IdeaView = z.output<typeof IdeaView>
export const IdeaList = z.object({ items: z.array(IdeaView) })

const SurveyHead = z.object({
  id: z.string(),
  name: TextView,
  about: TextView,
  kind: z.enum(['survey', 'consultation']),
  by: Named,
  from: z.iso.date(),
  until: z.iso.date(),
  level: z.int(),
  open: z.boolean(),
  answers: z.int(),
})
export const SurveyList = z.object({ items: z.array(SurveyHead) })
export const SurveyView = SurveyHead.extend({
  form: z.array(SectionView),
  answered: z.boolean(),
  few: z.int(),
  tallies: z
    .array(z.object({ question: z.string(), value: z.string(), n: z.int() }))
    .describe('empty while there are too few answers; words of one’s own are counted only'),
})
