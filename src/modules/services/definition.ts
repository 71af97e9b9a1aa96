import { z } from 'zod'
import { defineKind, type Check } from '#core/definitions'
import { checkForm } from '#core/definitions/form-check'
import { FormWords } from '#core/definitions/form-words'
import { Id, Name, TextWords } from '#core/definitions/words'
import { SignInSettings } from '#modules/people'
import { icons } from './icons.ts'

export const groups = ['dealing', 'news', 'city'] as const

/** Look-ups over what the platform knows itself; the rest goes over datasets. */
export const ownLookUps = ['days-off', 'lunar-date', 'procedure-fees', 'service-centres', 'agency-codes'] as const

export const topicKinds = ['commune-warnings', 'field-news', 'procedure-changes'] as const

const common = {
  group: z.enum(groups),
  name: TextWords,
  summary: TextWords,
  icon: z.enum(icons),
  audience: z
    .array(z.enum(['citizen', 'enterprise']))
    .min(1)
    .default(['citizen']),
  level: z
    .union([z.literal(0), z.literal(1), z.literal(2)])
    .default(0)
    .describe('Assurance that the person needs: 0 nobody signs in, 1 phone or e-mail confirmed, 2 identity verified.'),
  keywords: z.array(z.string().trim().min(1)).default([]).describe('Everyday words by which it is found.'),
}

const Site = z.url({ protocol: /^https?$/ })
const OwnPage = z.string().regex(/^\/[a-z0-9/-]*$/, 'a page of the platform: /tra-cuu')

/** The grammar of `services/<id>.yaml`: one tile of the citizen's board. */
export const ServiceWords = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('procedure'), procedure: Id }),
  z.strictObject({
    ...common,
    kind: z.literal('lookup'),
    dataset: Id.optional(),
    of: z.enum(ownLookUps).optional().describe('what the platform knows itself, in place of a dataset'),
    ask: z.array(Name).default([]).describe('Fields of the dataset in which is searched.'),
    show: z.array(Name).default([]).describe('Fields of the dataset that are shown, in this order.'),
  }),
  z.strictObject({ ...common, kind: z.literal('map'), layer: z.enum(['communes']) }),
  z.strictObject({ ...common, kind: z.literal('report'), category: Id }),
  z.strictObject({
    ...common,
    kind: z.literal('form'),
    form: FormWords,
    reader: Id.describe('The role that reads the answers.'),
    at: z
      .enum(['province', 'commune'])
      .default('province')
      .describe('Whose role: the commune is then chosen in the form.'),
    thanks: TextWords,
  }),
  z.strictObject({
    ...common,
    kind: z.literal('link'),
    to: z.union([Site, OwnPage]),
    owner: TextWords.optional().describe('Who answers for the site.'),
    signIn: SignInSettings.optional().describe('The site signs people in through the platform.'),
  }),
  z.strictObject({ ...common, kind: z.literal('subscription'), topic: z.enum(topicKinds) }),
])

export type Service = z.output<typeof ServiceWords>
export type ServiceOf<Kind extends Service['kind']> = Extract<Service, { kind: Kind }>

export const serviceKind = defineKind<Service>({
  kind: 'service',
  folder: 'services',
  schema: ServiceWords,
  check: checkService,
})

function checkService(body: Service, check: Check): void {
  if (body.kind === 'procedure') check.refer('procedure', body.procedure, ['procedure'])
  if (body.kind === 'report') check.refer('report-category', body.category, ['category'])
  if (body.kind === 'lookup') checkLookUp(body, check)
  if (body.kind === 'form') {
    checkForm(body.form, check)
    check.refer('role', body.reader, ['reader'])
    if (body.at === 'commune' && !body.form.some(({ fields }) => fields.some(({ type }) => type === 'unit')))
      check.error(['form'], 'at: commune needs a field of type unit')
  }
}

function checkLookUp(body: ServiceOf<'lookup'>, check: Check): void {
  if ((body.dataset === undefined) === (body.of === undefined)) check.error([], 'a lookup needs dataset: or of:')
  if (body.dataset === undefined) return
  check.refer('dataset', body.dataset, ['dataset'])
  if (body.show.length === 0) check.error(['show'], 'names at least one field')
}
