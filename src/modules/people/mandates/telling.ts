import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { dayOf } from '#core/days'
import { emit, type EventType } from '#core/events'
import { send } from '#modules/notices'
import type { MandateKind } from './definition.ts'

/** The templates by which both sides are told; the pack must have their words. */
export const toldOfMandates = ['mandate-proposed', 'mandate-given', 'mandate-ended'] as const

export const recordOf = (id: string): string => `mandate/${id}`

type Stated<P> = { id: string; version: number; at: Date; payload: P; unit?: string | undefined }

export const stateMandate = <P>(db: Db, event: EventType<P>, { id, version, at, payload, unit }: Stated<P>) =>
  emit(db, event, { record: recordOf(id), version, unit: unit ?? '', occurredAt: at, payload })

type About = { id: string; version: number; kind: MandateKind; endsAt: Date }

export async function tellSides(
  db: Db,
  ctx: Context,
  { id, version, kind, endsAt }: About,
  template: (typeof toldOfMandates)[number],
  accounts: readonly string[],
): Promise<void> {
  const link = new URL('/tai-khoan/uy-quyen', ctx.settings.publicUrl).href
  await send(
    db,
    ctx,
    accounts.map((account) => ({
      key: `mandate ${id} ${version} ${account}`,
      to: { account },
      template,
      facts: { kind: kind.name.vi, until: shown(endsAt), link },
      record: recordOf(id),
    })),
  )
}

/** The last day on which it counts. */
const shown = (endsAt: Date): string =>
  dayOf(new Date(endsAt.getTime() - 1))
    .split('-')
    .reverse()
    .join('/')
