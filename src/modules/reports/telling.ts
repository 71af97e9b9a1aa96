import type { Context } from '#core/context'
import type { Db } from '#core/db'
import type { StoredEvent } from '#core/events'
import { dateTime } from '#modules/documents'
import { tellAbout, type Addressee, type Facts, type Telling } from '#modules/notices'
import { findUnit } from '#modules/units'
import { categoryOf } from './catalogue.ts'
import { openSender } from './sealing.ts'
import { listFollowers, listWords } from './store/beside.ts'
import { listMergedSenders } from './store/lists.ts'
import { listReports, type Stored } from './store/report.ts'

/** Who is told of a report's facts: its sender and those whose reports were joined to it, its followers, whoever handles it. */

const toPeople = {
  'reports.accepted': 'report-accepted',
  'reports.rejected': 'report-rejected',
  'reports.supplement-asked': 'report-supplement',
  'reports.received': 'report-transferred',
  'reports.split': 'report-split',
  'reports.answered': 'report-answered',
} as const
const toOfficer = { 'reports.assigned': 'report-assigned', 'reports.overdue': 'report-overdue' } as const
/** What concerns the sender alone. */
const senderOnly = new Set(['reports.rejected', 'reports.supplement-asked', 'reports.split'])

/** The pack must have their words. */
export const toldBy = [...Object.values(toPeople), ...Object.values(toOfficer)]

const isFor = <T extends object>(map: T, type: string): type is Extract<keyof T, string> => Object.hasOwn(map, type)

export const tell = tellAbout(
  'reports.tell',
  [...Object.keys(toPeople), ...Object.keys(toOfficer)],
  async (db: Db, events: readonly StoredEvent[], ctx: Context): Promise<Telling[]> => {
    const codes = [...new Set(events.map(({ record }) => record))]
    const [reports, merged, followers, words] = await Promise.all([
      listReports(db, codes),
      listMergedSenders(db, codes),
      listFollowers(db, codes),
      listWords(db, codes),
    ])
    const byCode = new Map(reports.map((stored) => [stored.report.code, stored]))
    return events.flatMap((event): Telling[] => {
      const stored = byCode.get(event.record)
      if (!stored) return []
      const facts = factsOf(ctx, stored, event, words)
      const tellAll = (template: string, to: readonly Addressee[]): Telling[] => [
        { event, notices: to.map((one) => ({ to: one, template, facts, record: event.record })) },
      ]
      if (isFor(toOfficer, event.type)) {
        const { assignee } = stored.report
        return assignee === undefined ? [] : tellAll(toOfficer[event.type], [{ account: assignee }])
      }
      if (!isFor(toPeople, event.type)) return []
      const joined = merged.filter(({ report }) => report.mergedInto === event.record)
      const others = senderOnly.has(event.type)
        ? []
        : [
            ...joined.flatMap((one) => senderOf(ctx, one)),
            ...followers.filter(({ code }) => code === event.record).map(({ account }) => ({ account })),
          ]
      return tellAll(toPeople[event.type], eachOnce([...senderOf(ctx, stored), ...others]))
    })
  },
)

/** The account, or what the caller has left with the operator; nobody for a report without a name. */
function senderOf(ctx: Context, { holding }: Stored): Addressee[] {
  if (holding.owner !== undefined) return [{ account: holding.owner }]
  const sender = holding.sender && openSender(ctx.vault, holding.sender)
  return sender && (sender.phone ?? sender.email) ? [{ phone: sender.phone, email: sender.email }] : []
}

function eachOnce(addressees: readonly Addressee[]): Addressee[] {
  const known = new Map(addressees.map((one) => [one.account ?? `${one.phone ?? ''} ${one.email ?? ''}`, one]))
  return [...known.values()]
}

function factsOf(
  ctx: Context,
  { report, holding }: Stored,
  event: StoredEvent,
  words: ReadonlyMap<string, string>,
): Facts {
  const path = isFor(toOfficer, event.type) ? `/lam-viec/phan-anh?case=${report.code}` : `/phan-anh/${report.code}`
  return {
    reportCode: report.code,
    category: categoryOf(ctx, holding.definition).name.vi,
    unit: findUnit(ctx, event.unit)?.name.vi ?? event.unit,
    dueAt: report.dueAt && dateTime(report.dueAt.toISOString()),
    reason: words.get(`${event.record} ${event.version}`),
    link: new URL(path, ctx.settings.publicUrl).href,
  }
}
