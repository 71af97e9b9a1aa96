import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import { say, type Text } from '#core/i18n'
import type { Waiting } from '#core/waiting'
import { listProposedTo } from '../store/mandates.ts'
import { findMandateKind } from './definition.ts'
import { lapsesAt } from './rules.ts'

const asks: Record<'held' | 'given', Text> = {
  held: { vi: 'Có người nhờ bạn làm thay', en: 'Somebody asks you to act for them' },
  given: { vi: 'Có người xin làm thay cho bạn', en: 'Somebody asks to act for you' },
}

/** Proposals that wait for this person's answer. */
export async function listWaiting(ctx: Context, actor: Actor): Promise<Waiting[]> {
  if (actor.kind !== 'citizen') return []
  const now = ctx.clock()
  const rows = await listProposedTo(ctx.db, actor.id, now)
  return rows.flatMap((row): Waiting[] => {
    const kind = findMandateKind(ctx, row.kind)
    const dueAt = lapsesAt(row)
    if (!kind || dueAt <= now) return []
    return [
      {
        kind: 'mandate',
        record: `mandate/${row.id}`,
        title: say(asks[row.proposed_by === 'represented' ? 'held' : 'given'], actor.locale),
        detail: say(kind.name, actor.locale),
        dueAt,
        path: '/tai-khoan/uy-quyen',
      },
    ]
  })
}
