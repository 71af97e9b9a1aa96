import { z } from 'zod'
import type { Context } from '#core/context'
import { dayOf } from '#core/days'
import { invalid } from '#core/errors'
import { examine } from '#core/forms'
import type { Field, Option } from '#core/forms/model'
import type { Text } from '#core/i18n'
import { listKind, optionCheck } from '#core/lists'
import { findUnit, listUnits } from '#modules/units'
import { questionForm, type Category } from './definition.ts'

/** What a category asks beside the text, and what was answered. */

const yesNo: readonly Option[] = [
  { value: 'true', label: { vi: 'Có', en: 'Yes' } },
  { value: 'false', label: { vi: 'Không', en: 'No' } },
]

/** What a question may be answered with, where it offers a choice. */
export function optionsOf(ctx: Context, { type, list, options = [] }: Field): readonly Option[] {
  if (type === 'yesNo') return yesNo
  if (type === 'unit')
    return listUnits(ctx)
      .filter(({ kind }) => kind === 'commune')
      .map(({ code, name }) => ({ value: code, label: name }))
  return list === undefined ? options : (ctx.definitions.find(listKind, list)?.body.options ?? [])
}

/** @throws invalid with each answer that the category's questions refuse */
export function readDetails(ctx: Context, category: Category, given: Record<string, unknown>, now: Date) {
  const today = dayOf(now)
  const { answers, problems } = examine(
    questionForm(category),
    category.questions.length > 0 ? { details: given } : {},
    {
      today,
      hasOption: optionCheck(ctx.definitions, today),
      hasUnit: (unit) => findUnit(ctx, unit) !== undefined,
    },
  )
  if (problems.length > 0)
    throw invalid(
      'answers-wrong',
      { vi: 'Có câu trả lời chưa đúng.', en: 'An answer is not valid.' },
      { problems: problems.map(({ path, code, message }) => ({ path, code, message: message.vi })) },
    )
  const section = answers['details']
  return section && !Array.isArray(section) ? { ...section } : {}
}

const AddressAnswer = z.object({ line: z.string().optional(), commune: z.string().optional() })
const Plain = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const Answered = z.union([Plain.transform((one) => [one]), z.array(Plain)])

/** The answers as people read them, in the order of the questions. */
export const presentDetails = (ctx: Context, category: Category, details: Record<string, unknown>) =>
  category.questions.flatMap((field) => {
    const text = textOf(ctx, field, details[field.id])
    return text ? [{ label: field.label, text }] : []
  })

function textOf(ctx: Context, field: Field, value: unknown): Text | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const address = AddressAnswer.safeParse(value)
  if (address.success) {
    const { line, commune } = address.data
    const name = commune === undefined ? undefined : findUnit(ctx, commune)?.name.vi
    return { vi: [line, name].filter(Boolean).join(', ') }
  }
  const options = optionsOf(ctx, field)
  const labels = Answered.parse(value).map(
    (one): Text =>
      options.find((option) => option.value === one)?.label ?? { vi: field.type === 'date' ? dayText(one) : one },
  )
  return {
    vi: labels.map(({ vi }) => vi).join(', '),
    en: labels.map(({ vi, en }) => en ?? vi).join(', '),
  }
}

/** 2026-11-28 → 28/11/2026 */
const dayText = (day: string): string => day.split('-').toReversed().join('/')
