import { z } from 'zod'
import { defineKind, type Definitions } from './definitions.ts'
import { Id, TextWords } from './definitions/words.ts'
import type { Option } from './forms/model.ts'
import type { Text } from './i18n.ts'

const OptionWords = z.union([
  TextWords,
  z.strictObject({ vi: z.string(), en: z.string().optional(), code: z.string() }),
])

/** The grammar of `lists/<id>.yaml`: what a choice offers, in the order in which it is offered. */
export const ListWords = z.strictObject({
  name: TextWords,
  source: z.string().optional(),
  options: z.record(Id, OptionWords).transform((map) =>
    Object.entries(map).map(([value, option]): Option & { code?: string } => ({
      value,
      label: labelOf(option),
      ...('code' in option ? { code: option.code } : {}),
    })),
  ),
})

const labelOf = ({ vi, en }: Text): Text => (en === undefined ? { vi } : { vi, en })

export type List = z.output<typeof ListWords>

export const listKind = defineKind<List>({ kind: 'list', folder: 'lists', schema: ListWords })

/** Whether a value stands in a list of the pack on a day; for the checks of answers. */
export const optionCheck =
  (definitions: Definitions, on?: string) =>
  (list: string, value: string): boolean =>
    definitions.find(listKind, list, on)?.body.options.some((option) => option.value === value) ?? false
