import { z } from 'zod'
import type { Context } from '#core/context'
import { AnswersInput, ApplicantInput, PaperInput } from './inputs.ts'

/** What is kept of a form that is not filed yet, sealed. */
const DraftBody = z.object({
  competentUnit: z.string().optional(),
  answers: AnswersInput,
  papers: z.array(PaperInput),
  applicant: ApplicantInput.partial().optional(),
  mark: z.uuid().optional(),
})
export type DraftBody = z.output<typeof DraftBody>

export const openDraft = (ctx: Context, { body }: { body: Buffer }): DraftBody =>
  DraftBody.parse(JSON.parse(ctx.vault.open(body)))

/**
 * Whether a save goes on from what is kept. A device that was away writes over nothing that was written elsewhere meanwhile: clocks of
 * devices tell nothing, so each save carries a mark of its own and those of the content that it goes on from.
 */
export const continues = (
  kept: Pick<DraftBody, 'mark'>,
  { mark, after }: { mark?: string | undefined; after: readonly string[] },
): boolean => mark === undefined || kept.mark === undefined || kept.mark === mark || after.includes(kept.mark)
