import { api, isOffline, newUuid, Problem, type Input, type Output } from '../api.ts'
import { isDraft } from '../components/form/answers.ts'
import { enqueue, forgetSlot } from '../outbox.ts'
import type { Written } from './drafts.ts'

/** The account's copy of what is being written. */

/** Written for another by a mandate, a draft is theirs, and stands beside one's own. */
export const slotOf = (procedure: string, mandate: string | undefined) =>
  mandate === undefined ? `draft/${procedure}` : `draft/${procedure}/${mandate}`
export const under = (mandate: string | undefined) => (mandate === undefined ? {} : { mandate })

/** as many as the server takes */
const mostMarks = 40

type Place = { procedure: string; mandate: string | undefined; title: string }

/**
 * Saves what was written at that moment. `unsaved`: no connection; `rivalled`: the account has content that this does not go on from.
 * @param keep keeps on the device what the save needs to be known by, before it is sent: an answer may be lost
 */
export async function sendDraft(
  sent: Written,
  { procedure, mandate, title }: Place,
  keep: (more: Partial<Written>) => void,
): Promise<'saved' | 'unsaved' | 'kept' | 'rivalled'> {
  const { marks = [] } = sent
  const draft = { ...draftOf(procedure, sent), ...under(mandate), mark: newUuid(), after: [...marks] }
  keep({ id: draft.id, marks: [...marks, draft.mark].slice(-mostMarks) })
  const slot = slotOf(procedure, mandate)
  try {
    await api.command('cases.save-draft', draft)
    void forgetSlot(slot)
    return 'saved'
  } catch (error) {
    // A refusal would be the same again; a lost connection comes back.
    if (!isOffline(error)) return error instanceof Problem && error.code === 'draft-newer' ? 'rivalled' : 'kept'
    // The page may be closed before the connection is back: then the outbox sends it.
    await enqueue({ operation: 'cases.save-draft', input: draft, slot, title }).catch(() => undefined)
    return 'unsaved'
  }
}

/** Without a connection the device's copy is all there is, and it is enough. */
export async function findOnServer(procedure: string, mandate: string | undefined): Promise<Written | undefined> {
  try {
    const { items } = await api.query('cases.list-drafts', under(mandate))
    const mine = items.find((draft) => draft.procedure.code === procedure)
    return mine && fromServer(await api.query('cases.get-draft', { id: mine.id, ...under(mandate) }))
  } catch {
    return undefined
  }
}

function fromServer(draft: Output<'cases.get-draft'>): Written {
  return {
    id: draft.id,
    answers: isDraft(draft.answers) ? draft.answers : {},
    files: Object.fromEntries(draft.papers.map((paper) => [paper.id, paper.files])),
    own: Object.fromEntries(draft.papers.flatMap(({ id, own }) => (own.length > 0 ? [[id, own]] : []))),
    unit: draft.competentUnit,
    changed: draft.changed,
    key: draft.id,
    savedAt: draft.savedAt,
    marks: draft.mark === undefined ? [] : [draft.mark],
    unsent: false,
  }
}

const draftOf = (procedure: string, written: Written): Input<'cases.save-draft'> => ({
  procedure,
  // Named here, so that a second try writes over the first although its answer was lost.
  id: written.id ?? newUuid(),
  ...(written.unit && { competentUnit: written.unit }),
  answers: written.answers,
  papers: papersOf(written),
})

export function papersOf({ files, own = {} }: Written) {
  const slots = [...new Set([...Object.keys(files), ...Object.keys(own)])]
  return slots
    .map((id) => ({ id, files: (files[id] ?? []).map((file) => file.id), own: [...(own[id] ?? [])] }))
    .filter((paper) => paper.files.length + paper.own.length > 0)
}

/** How many things were handed in for a paper: files, and papers of the person's own store. */
export const handedIn = ({ files, own }: Written, paper: string): number =>
  (files[paper]?.length ?? 0) + (own?.[paper]?.length ?? 0)
