import { z } from 'zod'
import { isRows, type Answers, type Form, type SectionAnswers, type Value } from '#core/forms/model'
import { maskPersonalId } from '#modules/people'
import { sealedIn, sealedMark as mark, type SealedColumn } from '#core/sealed'
import type { Vault } from '#core/vault'

/** Personal values at rest: a person's particulars are sealed whole; in the answers, each identity number. */
export const seals: readonly SealedColumn[] = [
  ...sealedIn('cases.case', 'applicant', 'submitter'),
  ...sealedIn('cases.draft', 'body'),
  { table: 'cases.case', column: 'answers', form: 'texts' },
]

export const Person = z.object({
  name: z.string(),
  personalId: z.string().optional(),
  /** of an organisation */
  taxCode: z.string().optional(),
  phone: z.string().optional(),
  email: z.string().optional(),
  address: z.string().optional(),
})
export type Person = z.output<typeof Person>

export const sealPerson = (vault: Vault, person: Person): Buffer => vault.seal(JSON.stringify(person))

export const openPerson = (vault: Vault, sealed: Uint8Array): Person => Person.parse(JSON.parse(vault.open(sealed)))

export const presentPerson = ({ personalId, ...person }: Person) => ({
  ...person,
  ...(personalId === undefined ? {} : { maskedPersonalId: maskPersonalId(personalId) }),
})

const personal = new Set(['personalId', 'taxCode'])

/** The answers with every identity number sealed. */
export const sealAnswers = (vault: Vault, form: Form, answers: Answers): Answers =>
  mapPersonal(form, answers, (text) => sealNumber(vault, text))

/** An identity number as it stands in answers. */
export const sealNumber = (vault: Vault, number: string): string => `${mark}${vault.seal(number).toString('base64')}`

export const openAnswers = (vault: Vault, form: Form, answers: Answers): Answers =>
  mapPersonal(form, answers, (text) =>
    text.startsWith(mark) ? vault.open(Buffer.from(text.slice(mark.length), 'base64')) : text,
  )

function mapPersonal(form: Form, answers: Answers, change: (text: string) => string): Answers {
  const fields = new Map(
    form.map((section) => [
      section.id,
      section.fields.flatMap((field) => (personal.has(field.type) ? [field.id] : [])),
    ]),
  )
  const changeRow = (row: SectionAnswers, names: readonly string[]): SectionAnswers => {
    const changed: Record<string, Value> = { ...row }
    for (const name of names) {
      const value = changed[name]
      if (typeof value === 'string') changed[name] = change(value)
    }
    return changed
  }
  return Object.fromEntries(
    Object.entries(answers).map(([section, answer]) => {
      const names = fields.get(section) ?? []
      if (names.length === 0) return [section, answer]
      return [section, isRows(answer) ? answer.map((row) => changeRow(row, names)) : changeRow(answer, names)]
    }),
  )
}

/** Answers as stored; they were checked by the form before. */
export const readAnswers = (stored: unknown): Answers => AnswersStored.parse(stored)

const StoredValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string()),
  z.object({ line: z.string().optional(), commune: z.string().optional(), province: z.string().optional() }),
])
const StoredRow = z.record(z.string(), StoredValue)
const AnswersStored = z.record(z.string(), z.union([z.array(StoredRow), StoredRow]))
