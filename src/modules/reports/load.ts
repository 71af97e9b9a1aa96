import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { conflict, notFound, type AppError } from '#core/errors'
import type { Actor } from '#core/actor'
import { calendarsOf } from '#modules/calendar'
import { leadsUnit } from '#modules/units'
import { categoryOf, rulesIn } from './catalogue.ts'
import { tidyCode } from './code.ts'
import type { Category } from './definition.ts'
import type { Found } from './policy.ts'
import type { Env } from './rules.ts'
import { isSecretOf } from './sealing.ts'
import * as store from './store/report.ts'

/** A report with all that an operation needs to decide about it. */
export type Loaded = Found & {
  stored: store.Stored
  category: Category
  /** what to answer a person who saw an older version of it */
  changed?: AppError | undefined
}

export const missing = (code: string) =>
  notFound('report-not-found', { vi: `Không tìm thấy phản ánh ${code}.`, en: `There is no report ${code}.` })

export type Asked = { code: string; version?: number | undefined; secret?: string | undefined }

/** The report, its row locked until the command ends. @throws notFound */
export async function lock(db: Db, input: Asked, ctx: Context): Promise<Loaded> {
  const [stored] = await store.lockReports(db, [tidyCode(input.code)])
  if (!stored) throw missing(input.code)
  const loaded = load(ctx, stored, input.secret)
  return { ...loaded, changed: findChange(stored.report.version, input.version) }
}

const findChange = (version: number, seen: number | undefined): AppError | undefined =>
  seen === undefined || seen === version
    ? undefined
    : conflict(
        'report-changed',
        {
          vi: 'Phản ánh vừa được người khác xử lý. Xin xem lại trước khi tiếp tục.',
          en: 'Somebody has just acted on this report. Please look again before you go on.',
        },
        { version },
      )

/** @throws notFound */
export async function get(db: Db, input: Asked, ctx: Context): Promise<Loaded> {
  const stored = await store.findReport(db, tidyCode(input.code))
  if (!stored) throw missing(input.code)
  return load(ctx, stored, input.secret)
}

export const load = (ctx: Context, stored: store.Stored, secret?: string): Loaded => ({
  report: stored.report,
  stored,
  category: categoryOf(ctx, stored.holding.definition),
  owner: stored.holding.owner,
  desk: rulesIn(ctx).desk,
  leads: (actor: Actor, unit: string) => leadsUnit(ctx, actor, unit),
  knowsSecret: isSecretOf(ctx, stored.report.code, secret),
})

export function envOf(ctx: Context, category: Category, by: Env['by'], now: Date): Env {
  const calendars = calendarsOf(ctx)
  return { calendarOf: (unit) => calendars.of(unit), rules: rulesIn(ctx), category, by, now }
}
