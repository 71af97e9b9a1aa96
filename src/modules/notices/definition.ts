import { z } from 'zod'
import { defineKind, type Check, type Path } from '#core/definitions'
import { TextWords } from '#core/definitions/words'
import { longestSms, segmentsOf } from './sms-length.ts'
import { factsIn, word } from './wording.ts'

/** What people may be asked about at once, in the order of the settings page. Codes are no choice: they are asked for. */
export const groups = ['codes', 'my-cases', 'my-work', 'proposals', 'reports', 'warnings', 'news'] as const
export const channels = ['app', 'push', 'email', 'sms', 'zalo'] as const
export type Group = (typeof groups)[number]
export type Channel = (typeof channels)[number]

const words = z.string().trim().min(1)

/** Said in both languages; a plain text reads the same in both, such as one that is a fact alone. */
const Sentence = z
  .union([words, z.strictObject({ vi: words, en: words })])
  .transform((text) => (typeof text === 'string' ? { vi: text, en: text } : text))
  .meta({
    id: 'Sentence',
    description: 'Vietnamese and English; a plain text reads the same in both. `{caseCode}` stands for a fact.',
  })

const FactName = z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'a fact is letters and digits: caseCode')

/** A notice: what it says, to which purpose, and by which ways it may go. */
export const NoticeWords = z.strictObject({
  name: TextWords.meta({ description: 'What it tells, for those who watch over deliveries.' }),
  group: z.enum(groups).meta({ description: 'What people choose by.' }),
  urgency: z
    .enum(['normal', 'emergency'])
    .default('normal')
    .meta({ description: 'An emergency goes by every way and at every hour.' }),
  atOnce: z
    .boolean()
    .default(false)
    .meta({ description: 'Worth nothing later: it waits neither for a digest nor for the end of quiet hours.' }),
  channels: z
    .array(z.enum(channels))
    .min(1)
    .default([...channels])
    .meta({ description: 'The ways by which it may go.' }),
  facts: z
    .record(FactName, words)
    .default({})
    .meta({ description: 'What its sentences may name, each with an example, which the preview shows.' }),
  subject: Sentence.meta({ description: 'Also the title on a lock screen: no name of a person, no reason.' }),
  body: z.array(Sentence).min(1).meta({ description: 'Sentences; one whose fact is missing is left out.' }),
  brief: Sentence.optional().meta({
    description: 'One sentence for an SMS and a lock screen; the subject where it is not written.',
  }),
  zalo: z
    .strictObject({
      template: words.meta({ description: 'The number under which the provider approved the text.' }),
      parameters: z
        .record(words, FactName)
        .default({})
        .meta({ description: 'The provider’s names, each with the fact that it takes.' }),
    })
    .optional()
    .meta({ description: 'Without it, the notice does not go by Zalo.' }),
})
export type NoticeWords = z.output<typeof NoticeWords>
export type Sentence = z.output<typeof Sentence>

export const noticeKind = defineKind<NoticeWords>({
  kind: 'notice',
  folder: 'notices',
  schema: NoticeWords,
  check(body, check) {
    const known = new Set(Object.keys(body.facts))
    const used = new Set(sentencesOf(body).flatMap(({ path, text }) => checkSentence(path, text, known, check)))
    for (const [name, fact] of Object.entries(body.zalo?.parameters ?? {})) {
      used.add(fact)
      if (!known.has(fact)) check.error(['zalo', 'parameters', name], noFact(fact))
    }
    for (const fact of known) if (!used.has(fact)) check.warn(['facts', fact], `no sentence names "${fact}"`)
    checkLength(body, check)
  },
})

const noFact = (name: string): string => `no fact "${name}"; write it under \`facts\` with an example`

function sentencesOf(body: NoticeWords): { path: Path; text: Sentence }[] {
  return [
    { path: ['subject'], text: body.subject },
    ...body.body.map((text, index) => ({ path: ['body', index], text })),
    ...(body.brief ? [{ path: ['brief'], text: body.brief }] : []),
  ]
}

/** @returns the facts that it names */
function checkSentence(path: Path, text: Sentence, known: ReadonlySet<string>, check: Check): string[] {
  const [vi, en] = [factsIn(text.vi), factsIn(text.en)]
  for (const name of new Set([...vi, ...en])) {
    if (!known.has(name)) check.error(path, noFact(name))
    if (vi.includes(name) !== en.includes(name))
      check.error(path, `{${name}} stands in one language and not in the other`)
  }
  return [...vi, ...en]
}

function checkLength(body: NoticeWords, check: Check): void {
  if (!body.channels.includes('sms')) return
  const segments = segmentsOf(word(body, body.facts, 'vi').brief).length
  if (segments > longestSms)
    check.warn(
      [body.brief ? 'brief' : 'subject'],
      `${segments} segments as an SMS; a person is told in at most ${longestSms}`,
    )
}
