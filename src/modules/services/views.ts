import { z } from 'zod'
import { CaseItem } from '#modules/cases'
import { SectionView } from '#modules/procedures'
import { groups, ownLookUps, topicKinds } from './definition.ts'
import { icons } from './icons.ts'

const TextView = z.object({ vi: z.string(), en: z.string().optional() })
const kinds = ['procedure', 'lookup', 'map', 'report', 'form', 'link', 'subscription'] as const

/** One tile of the board, in the reader's language. */
export const Tile = z.object({
  id: z.string(),
  kind: z.enum(kinds),
  group: z.enum(groups),
  name: z.string(),
  summary: z.string(),
  icon: z.enum(icons),
  level: z.int(),
  path: z.string().optional().describe('its page here'),
  site: z.string().optional().describe('its site outside'),
})
export type Tile = z.output<typeof Tile>

export const JourneyItem = z.object({
  id: z.string(),
  name: z.string(),
  summary: z.string(),
  icon: z.enum(icons),
  steps: z.int(),
})
export type JourneyItem = z.output<typeof JourneyItem>

export const BoardView = z.object({
  services: z.array(Tile),
  mostOpened: z.array(z.string()).describe('ids, most first: counts of nobody in particular'),
  favourites: z.array(z.string()).describe('of the person who asks'),
  journeys: z.array(JourneyItem),
})

const Column = z.object({
  id: z.string(),
  label: TextView,
  type: z.enum(['text', 'number', 'date', 'unit', 'phone', 'link']),
})

export const LookUpView = z.object({
  columns: z.array(Column),
  rows: z.array(z.array(z.string())),
  source: TextView,
  asOf: z.iso.date(),
  remark: TextView.optional(),
})

export const Question = z.object({
  id: z.string(),
  label: TextView,
  type: z.enum(['text', 'date']),
  required: z.boolean(),
})

export const ServiceView = Tile.extend({
  favourite: z.boolean(),
  lookup: z.object({ of: z.enum(ownLookUps).optional(), questions: z.array(Question) }).optional(),
  layer: z.enum(['communes']).optional(),
  form: z.array(SectionView).optional(),
  topic: z.enum(topicKinds).optional(),
  owner: TextView.optional(),
})

export const NewsItem = z.object({
  id: z.uuid(),
  title: z.string(),
  summary: z.string(),
  publishedAt: z.iso.datetime(),
  unit: z.object({ code: z.string(), name: TextView }),
  field: z.object({ id: z.string(), name: TextView }).optional(),
  trial: z.boolean().describe('shown for trial, not the word of the unit'),
})
export type NewsItem = z.output<typeof NewsItem>
export const NewsView = NewsItem.extend({ body: z.string() })
export const NewsList = z.object({ items: z.array(NewsItem), next: z.string().optional() })

export const AnswerView = z.object({
  id: z.uuid(),
  service: z.string(),
  unit: z.object({ code: z.string(), name: TextView }),
  answeredAt: z.iso.datetime(),
  readAt: z.iso.datetime().optional(),
  lines: z.array(z.object({ label: TextView, value: z.string() })),
})

export const JourneyView = JourneyItem.extend({
  event: z.string().optional(),
  checkedOn: z.iso.date().optional(),
  steps: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      note: z.string().optional(),
      basis: z.string().optional(),
      path: z.string().optional(),
      site: z.string().optional(),
      done: z.enum(['platform', 'person']).optional(),
      underway: z.string().optional().describe('the code of the case that is being handled'),
    }),
  ),
})

export const WaitingView = z.object({
  kind: z.string(),
  record: z.string(),
  title: z.string(),
  detail: z.string().optional(),
  dueAt: z.iso.datetime().optional(),
  path: z.string(),
  urgent: z.boolean(),
})

export const TopicView = z.object({ topic: z.string(), kind: z.enum(topicKinds), name: TextView })

export const HomeView = z.object({
  waiting: z.array(WaitingView),
  waitingCount: z.int(),
  cases: z.array(CaseItem).describe('the newest'),
  papers: z.array(
    z.object({
      id: z.uuid(),
      kind: z.string(),
      name: TextView,
      issuedOn: z.iso.date().optional(),
      validUntil: z.iso.date().optional(),
    }),
  ),
  papersCount: z.int(),
  favourites: z.array(Tile),
  mostOpened: z.array(Tile),
  topics: z.array(TopicView),
  news: z.array(NewsItem),
})
