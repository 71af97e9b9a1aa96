import type { Form } from '#core/forms/model'

/** Steps beside the sections of the form; their names cannot be those of sections, which have no hyphen. */
export const whereStep = 'noi-giai-quyet'
export const papersStep = 'giay-to'
export const reviewStep = 'xem-lai'

type Shape = { form: Form; shown: ReadonlySet<string>; asksWhere: boolean; asksPapers: boolean }

/** The walk through this form with these answers: sections that do not concern the person are no steps. */
export function stepsOf({ form, shown, asksWhere, asksPapers }: Shape): string[] {
  const sections = form.filter((section) => shown.has(section.id)).map((section) => section.id)
  return [...(asksWhere ? [whereStep] : []), ...sections, ...(asksPapers ? [papersStep] : []), reviewStep]
}
