import { z } from 'zod'
import type { Context } from '#core/context'
import { defineKind } from '#core/definitions'
import { Id, named, TextWords } from '#core/definitions/words'
import type { Text } from '#core/i18n'

const Purpose = z.strictObject({
  name: TextWords,
  personalId: z
    .enum(['whole', 'masked'])
    .default('masked')
    .describe('Whether the reader gets the identity number: a case cannot be filed without it.'),
  by: z.array(Id).min(1).optional().describe('Roles that may read for it; left out: any official with a post.'),
})

const PurposesWords = named(Id, Purpose)

export type Purpose = z.output<typeof PurposesWords>[number]

/** The grammar of `purposes.yaml`: what for an official may read the personal QR of somebody who stands before them. */
export const purposesKind = defineKind<z.output<typeof PurposesWords>>({
  kind: 'purposes',
  file: 'purposes.yaml',
  schema: PurposesWords,
  check(purposes, check) {
    for (const { id, by = [] } of purposes)
      for (const [index, role] of by.entries()) check.refer('role', role, [id, 'by', index])
  },
})

export const purposesIn = (ctx: Context): readonly Purpose[] =>
  ctx.definitions.find(purposesKind, 'purposes')?.body ?? []

export const findPurpose = (ctx: Context, id: string): Purpose | undefined =>
  purposesIn(ctx).find((purpose) => purpose.id === id)

/** A purpose of the pack in its words; any other as its reader wrote it. */
export const purposeWords = (ctx: Context, purpose: string): Text => findPurpose(ctx, purpose)?.name ?? { vi: purpose }
