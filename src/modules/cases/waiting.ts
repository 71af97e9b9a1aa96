import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import { say, type Text } from '#core/i18n'
import type { Waiting } from '#core/waiting'
import { procedureOf } from './places.ts'
import * as store from './store/waiting.ts'

/** What cases ask of their person, and forms that are begun. */
export async function listWaiting(ctx: Context, actor: Actor): Promise<Waiting[]> {
  if (actor.kind !== 'citizen') return []
  const [cases, begun] = await Promise.all([store.listWaiting(ctx.db, actor.id), store.listBegun(ctx.db, actor.id)])
  return [
    ...cases.map((row) => ofCase(ctx, actor, row)),
    ...begun.map(({ id, definition }): Waiting => {
      const { body } = procedureOf(ctx, definition)
      const path = `/nop-ho-so/${body.code}`
      return {
        kind: 'draft',
        record: id,
        title: say(body.name, actor.locale),
        detail: say(words.draft, actor.locale),
        path,
      }
    }),
  ]
}

const words = {
  draft: { vi: 'Đang điền dở, chưa nộp', en: 'Begun, not filed yet' },
  supplement: { vi: 'Cần bổ sung giấy tờ', en: 'Papers are asked for' },
  result: { vi: 'Đã có kết quả, mời bạn đến nhận', en: 'The result is ready to be collected' },
} satisfies Record<string, Text>

const owed = (amount: number): Text => {
  const money = `${amount.toLocaleString('vi-VN')} ₫`
  return { vi: `Còn phải nộp ${money}`, en: `${money} to pay` }
}

function ofCase(ctx: Context, { locale }: Actor, row: store.WaitingRow): Waiting {
  const { body } = procedureOf(ctx, row.definition)
  const page = `/ho-so-cua-toi/${row.code}`
  const one = { record: row.code, title: say(body.name, locale), path: page }
  if (row.state === 'incomplete' || row.state === 'awaiting-supplement') {
    const dueAt = row.supplement_due_at ?? undefined
    return { ...one, kind: 'supplement', detail: say(words.supplement, locale), dueAt, path: `${page}/bo-sung` }
  }
  const money = row.owed > 0 ? [say(owed(row.owed), locale)] : []
  if (row.state !== 'resolved') return { ...one, kind: 'payment', detail: money.join() }
  return { ...one, kind: 'result', detail: [say(words.result, locale), ...money].join('. ') }
}
