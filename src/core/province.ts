import { z } from 'zod'
import { defineKind } from './definitions.ts'
import { TextWords } from './definitions/words.ts'

const degrees = (limit: number) => z.number().min(-limit).max(limit)

/** The grammar of `province.yaml`. What it says about time is read by the calendar, which checks it. */
export const ProvinceWords = z.strictObject({
  name: TextWords,
  /** Administrative code, two digits (QĐ 19/2025/QĐ-TTg). */
  code: z.string().regex(/^\d{2}$/, 'two digits in quotes: "44"'),
  /** Agency code of the province's People's Committee (QĐ 20/2020/QĐ-TTg). */
  agencyCode: z.string().regex(/^H\d{2}$/, 'an agency code: H50'),
  languages: z
    .array(z.enum(['vi', 'en']))
    .min(1)
    .default(['vi', 'en']),
  timeZone: z.literal('Asia/Ho_Chi_Minh').default('Asia/Ho_Chi_Minh'),
  officeHours: z.unknown().optional(),
  lastHour: z.unknown().optional(),
  dueAt: z.unknown().optional(),
  map: z.strictObject({ centre: z.tuple([degrees(180), degrees(90)]), zoom: z.number().min(0).max(22) }),
  /** Whether citizens file here, or on the National Public Service Portal, from which cases then arrive. */
  filing: z.enum(['own', 'national']).default('own'),
  phone: z.string().optional(),
  email: z.string().optional(),
  address: TextWords.optional(),
})

export type Province = z.output<typeof ProvinceWords>

export const provinceKind = defineKind<Province>({
  kind: 'province',
  file: 'province.yaml',
  required: true,
  schema: ProvinceWords,
})
