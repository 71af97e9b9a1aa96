import { z } from 'zod'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { durationUnits } from '#core/duration'
import { calendarsOf, workingTime } from '#modules/calendar'
import { namesOf } from '#modules/people'
import { Channel } from './events.ts'
import { isRunning } from './lifecycle.ts'
import { procedureOf, procedureRef, stateView, stepName, unitRef } from './places.ts'
import type { Cursor, ItemRow } from './store/lists.ts'
import { stateOf } from './store/row.ts'
import type { CaseItem } from './views.ts'

/** Rows of lists as people see them. */

const Instant = z.coerce.date()
const Clock = z
  .object({
    startedAt: Instant,
    limit: z.object({ amount: z.number(), unit: z.enum(durationUnits) }),
    pauses: z.array(z.object({ from: Instant, to: Instant })),
  })
  .nullable()

const iso = (at: Date | null): string | undefined => at?.toISOString()

export async function presentItems(db: Db, ctx: Context, rows: readonly ItemRow[], now: Date): Promise<CaseItem[]> {
  const names = await namesOf(db, [...new Set(rows.flatMap(({ assignee }) => assignee ?? []))])
  return rows.map((row) => presentItem(ctx, row, names, now))
}

function presentItem(ctx: Context, row: ItemRow, names: ReadonlyMap<string, string>, now: Date): CaseItem {
  const procedure = procedureOf(ctx, row.definition)
  return {
    code: row.code,
    version: row.version,
    procedure: procedureRef(procedure),
    applicant: row.applicant_name,
    state: stateView(stateOf(row.state)),
    channel: Channel.parse(row.channel),
    unit: unitRef(ctx, row.unit),
    step:
      row.step === null || row.work_unit === null || row.role === null
        ? undefined
        : { id: row.step, name: stepName(procedure.body, row.step), unit: unitRef(ctx, row.work_unit), role: row.role },
    assignee: row.assignee === null ? undefined : { id: row.assignee, name: names.get(row.assignee) ?? row.assignee },
    times: timesOf(ctx, row, now),
  }
}

function timesOf(ctx: Context, row: ItemRow, now: Date): CaseItem['times'] {
  const clock = Clock.parse(row.clock)
  const running = isRunning(stateOf(row.state)) && row.due_at !== null
  return {
    submittedAt: row.submitted_at.toISOString(),
    intakeDueAt: row.accepted_at === null ? row.intake_due_at.toISOString() : undefined,
    acceptedAt: iso(row.accepted_at),
    dueAt: iso(row.due_at),
    promisedAt: iso(row.promised_at),
    pausedAt: iso(row.paused_at),
    resolvedAt: iso(row.resolved_at),
    endedAt: iso(row.ended_at),
    overdue: running && row.due_at !== null ? row.due_at < now : row.overdue,
    share:
      running && clock && row.due_at
        ? workingTime.shareUsed(calendarsOf(ctx).of(row.unit), clock, row.due_at, now)
        : undefined,
  }
}

/** A cursor is the last row's sort time and code; whoever makes one up only sees another page of what they may see. */
export const writeCursor = (row: ItemRow): string =>
  Buffer.from(JSON.stringify([row.sort_key, row.code])).toString('base64url')

const CursorWords = z.tuple([z.string().regex(/^(infinity|[\d:.+ -]{10,40})$/), z.string().max(60)])

export function readCursor(text: string | undefined): Cursor | undefined {
  if (!text) return undefined
  try {
    const [at, code] = CursorWords.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    return { at, code }
  } catch {
    return undefined
  }
}

export async function presentPage(
  db: Db,
  ctx: Context,
  rows: readonly ItemRow[],
  options: { now: Date; limit: number },
) {
  const last = rows.at(-1)
  return {
    items: await presentItems(db, ctx, rows, options.now),
    next: last && rows.length >= options.limit ? writeCursor(last) : undefined,
  }
}
