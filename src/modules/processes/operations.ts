import { z } from 'zod'
import type { Context } from '#core/context'
import { addDays, DayInput, startOfDay } from '#core/days'
import { notFound } from '#core/errors'
import { query } from '#core/operation'
import { unitOf, withinOf } from '#modules/units'
import { nameActs, nameOfProcess, namesOf } from './names.ts'
import { processOf } from './mining.ts'
import * as policy from './policy.ts'
import { findFirstProcess, listProcesses } from './store/mining.ts'
import { findTrace, listLogs } from './store/traces.ts'
import { microsToIso } from './times.ts'
import { ProcessCase, ProcessItem, ProcessView } from './views.ts'

export const list = query('processes.list', {
  summary: 'The processes that have cases: imported logs and our own procedures.',
  input: z.strictObject({}),
  output: z.object({ items: z.array(ProcessItem) }),
  allow: policy.maySeeProcesses,
  async run({ db, ctx }) {
    const rows = await listProcesses(db)
    return {
      items: rows.map((row) => ({
        procedure: row.procedure,
        name: nameOfProcess(ctx, row.procedure, row.name ?? undefined),
        imported: row.imported,
        cases: row.cases,
        first: row.first.toISOString(),
        last: row.last.toISOString(),
      })),
    }
  },
})

export const get = query('processes.get', {
  summary: 'A process as it really runs: what follows what, ways, waiting, duration, promises kept, work by unit.',
  input: z.strictObject({
    procedure: z.string().min(1).max(200),
    /** days of the province on which cases began, both included */
    from: DayInput.optional(),
    to: DayInput.optional(),
    /** the unit answerable for the case, or one above it */
    unit: z.string().optional(),
    variants: z.coerce.number().int().min(1).max(1000).default(30),
  }),
  output: ProcessView,
  allow: policy.maySeeProcesses,
  run: ({ ctx, input, now }) => viewProcess(ctx, input, { now, variants: input.variants }),
})

export const getCase = query('processes.get-case', {
  summary: 'One case of a process, act by act: what a figure on the map opens down to for an imported case.',
  input: z.strictObject({ record: z.string().min(3).max(500).describe('<procedure>/<case code>, as events name it') }),
  output: ProcessCase,
  allow: policy.maySeeProcesses,
  personal: (input) => input.record,
  async run({ ctx, db, input }) {
    const [procedure = '', ...code] = input.record.split('/')
    const found = await findTrace(db, procedure, code.join('/'))
    if (!found) throw notFound('no-imported-case', { vi: 'Không có hồ sơ này.', en: 'There is no such case.' })
    const instant = (at: number | undefined) => (at === undefined ? null : microsToIso(at))
    return {
      procedure,
      name: nameOfProcess(ctx, procedure, (await listLogs(db)).find((log) => log.procedure === procedure)?.name),
      code: found.code,
      unit: found.unit,
      imported: found.origin === 'import',
      acceptedAt: instant(found.acceptedAt),
      dueAt: instant(found.dueAt),
      closedAt: instant(found.closedAt),
      acts: nameActs(ctx, procedure, found.events).map(({ activity, name, at, resource, group }) => ({
        activity,
        name,
        at: microsToIso(at),
        resource,
        group,
      })),
    }
  },
})

export type Wanted = {
  procedure: string
  from?: string | undefined
  to?: string | undefined
  unit?: string | undefined
}

/** @param options.variants how many to give; null for all @throws notFound when the process has no cases at all */
export async function viewProcess(ctx: Context, wanted: Wanted, options: { now: Date; variants: number | null }) {
  const procedure = await findProcess(ctx, wanted.procedure)
  const scope = {
    procedure,
    from: wanted.from === undefined ? undefined : startOfDay(wanted.from),
    until: wanted.to === undefined ? undefined : startOfDay(addDays(wanted.to, 1)),
    units:
      wanted.unit === undefined ? undefined : withinOf(ctx, unitOf(ctx, wanted.unit).code).map((unit) => unit.code),
  }
  const process = await processOf(ctx.db, scope, options)
  const logs = await listLogs(ctx.db)
  const name = nameOfProcess(ctx, procedure, logs.find((log) => log.procedure === procedure)?.name)
  return { ...process, name, nodes: nameActs(ctx, procedure, process.nodes) }
}

/** By the procedure's code or id, or by the id or name of an imported log. */
async function findProcess(ctx: Context, wanted: string): Promise<string> {
  const [id, ...names] = namesOf(ctx, wanted)
  const logs = (await listLogs(ctx.db)).filter((log) => log.name === wanted)
  const known = [wanted, ...(id === undefined ? [] : [id]), ...names, ...logs.map((log) => log.procedure)]
  const found = (await findFirstProcess(ctx.db, known)) ?? id
  if (found !== undefined) return found
  throw notFound('no-process', {
    vi: `Chưa có hồ sơ nào của quy trình "${wanted}".`,
    en: `The process "${wanted}" has no cases yet.`,
  })
}
