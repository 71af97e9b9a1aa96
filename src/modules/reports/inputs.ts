import { z } from 'zod'
import { DayInput } from '#core/days'
import { stateNames } from './lifecycle.ts'
import { rejections } from './rules.ts'
import { supportKinds } from './store/beside.ts'

/** What commands and queries take. Fields of queries come as text. */

export const Code = z.string().trim().min(3).max(40)
const Words = z.string().trim().min(1).max(4_000)
export const PlaceInput = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
export const Recordings = z.array(z.uuid()).max(2).default([])
export const Photos = z.array(z.uuid()).max(5).default([])

const written = {
  category: z.string().max(60),
  text: z.string().trim().min(10).max(4_000),
  place: PlaceInput.optional().describe('longitude, latitude'),
  commune: z.string().max(20).optional().describe('where no place is given'),
  address: z.string().trim().max(300).optional(),
  details: z.record(z.string(), z.unknown()).default({}).describe("answers to the category's questions"),
  photos: Photos,
  recordings: Recordings,
  urgent: z.boolean().default(false),
}

export const SubmitInput = z.strictObject({
  ...written,
  anonymous: z.boolean().default(false).describe('nothing that leads to the sender is kept'),
  showName: z.boolean().default(false).describe('everybody may read who sent it'),
})

export const RegisterInput = z.strictObject({
  ...written,
  channel: z.enum(['hotline', 'counter']),
  sender: z
    .strictObject({
      name: z.string().trim().min(1).max(100),
      phone: z.string().trim().max(20).optional(),
      email: z.string().trim().max(200).optional(),
    })
    .optional(),
  showName: z.boolean().default(false),
})

const acted = { code: Code, version: z.int().optional().describe('which version the person saw') }

export const ActInput = z.strictObject(acted)
export const WordsInput = z.strictObject({ ...acted, text: Words })
export const SenderInput = z.strictObject({ ...acted, secret: z.string().max(40).optional() })
export const SenderWordsInput = z.strictObject({ ...acted, text: Words, secret: z.string().max(40).optional() })
export const SupplementInput = SenderWordsInput.extend({ photos: Photos })
export const RejectInput = z.strictObject({ ...acted, because: z.enum(rejections), text: Words })
export const ReclassifyInput = z.strictObject({ ...acted, category: z.string().max(60), urgent: z.boolean() })
export const AssignInput = z.strictObject({ ...acted, to: z.string().max(80) })
export const TransferInput = z.strictObject({
  ...acted,
  to: z.string().max(40),
  dueAt: z.iso.datetime().optional(),
  text: Words,
})
export const AnswerInput = z.strictObject({ ...acted, text: Words, photos: Photos })
export const MergeInput = z.strictObject({ ...acted, into: Code })
export const SplitInput = z.strictObject({
  ...acted,
  category: z.string().max(60),
  text: z.string().trim().min(10).max(4_000).describe('the second problem, in the words of its sender'),
  urgent: z.boolean().default(false),
  photos: z.array(z.int()).max(20).default([]).describe('numbers of the pictures that show the second problem'),
})
export const ShowInput = z.strictObject({
  ...acted,
  text: Words.describe('the text as everybody may read it'),
  photos: z.array(z.int()).max(20).default([]).describe('numbers of the pictures that everybody may see'),
})
export const RateInput = SenderInput.extend({
  score: z.int().min(1).max(5),
  text: z.string().trim().max(1_000).optional(),
})
export const SupportInput = z.strictObject({ code: Code, kind: z.enum(supportKinds), on: z.boolean().default(true) })

const Share = z.number().min(0).max(1)
export const MaskInput = z.strictObject({
  ...acted,
  no: z.int(),
  covers: z
    .array(z.strictObject({ x: Share, y: Share, width: Share, height: Share }))
    .min(1)
    .max(40)
    .describe('rectangles in shares of the width and height'),
})

const page = { after: z.string().max(100).optional(), limit: z.coerce.number().int().min(1).max(100).default(30) }

export const DeskInput = z.strictObject({
  view: z.enum(['desk', 'mine', 'late', 'all']).default('desk'),
  unit: z.string().max(40).optional(),
  category: z.string().max(60).optional(),
  state: z.enum(stateNames).optional(),
  ...page,
})
export const ListMineInput = z.strictObject(page)
export const GetInput = z.strictObject({ code: Code })
export const TrackInput = z.strictObject({ code: Code, secret: z.string().min(1).max(40) })

const Day = DayInput.optional()
const Stage = z.enum(['received', 'handling', 'answered'])

export const ProposeInput = z.strictObject({ text: z.string().max(4_000), place: PlaceInput.optional() })
export const NearbyInput = z.strictObject({
  place: PlaceInput,
  category: z.string().max(60),
  text: z.string().max(4_000).default(''),
})
export const PublicListInput = z.strictObject({
  commune: z.string().max(20).optional(),
  category: z.string().max(60).optional(),
  stage: Stage.optional(),
  since: Day,
  ...page,
})
const degree = '-?\\d{1,3}(?:\\.\\d+)?'
export const MapInput = z.strictObject({
  box: z
    .string()
    .regex(new RegExp(`^${degree}(?:,${degree}){3}$`), 'west,south,east,north in degrees')
    .refine((text) => {
      const [west = 0, south = 0, east = 0, north = 0] = text.split(',').map(Number)
      return west < east && south < north && west >= -180 && east <= 180 && south >= -90 && north <= 90
    }, 'west < east, south < north, inside the world')
    .describe('west,south,east,north in degrees'),
  category: z.string().max(60).optional(),
  stage: Stage.optional(),
  since: Day.describe('from the month of this day on'),
  across: z.coerce
    .number()
    .int()
    .min(2)
    .max(40)
    .default(14)
    .describe('for how many counts side by side the view has room'),
})
export const RankingInput = z.strictObject({ days: z.coerce.number().int().min(1).max(730).default(90) })
