import type { Actor } from '#core/actor'
import { mayReopenUntil } from './following.ts'
import { isOwed, moves, type State } from './lifecycle.ts'
import type { Loaded } from './load.ts'
import * as policy from './policy.ts'
import type { Env } from './rules.ts'

/** Which operations the person asking may call now, by the same policies that the operations ask. */
export function actionsOf(actor: Actor, loaded: Loaded, now: Date, env: Env): string[] {
  const { report } = loaded
  const can = (to: State): boolean => moves[report.state].includes(to)
  const triages = policy.mayTriage(actor, loaded)
  const handles = policy.mayHandle(actor, loaded)
  const sends = policy.isSender(actor, loaded)
  const until = mayReopenUntil(env, report)
  const offers: [name: string, offered: boolean][] = [
    ['reports.accept', triages && can('accepted')],
    ['reports.reject', triages && can('rejected')],
    ['reports.ask-supplement', triages && can('needs-supplement')],
    ['reports.reclassify', triages && isOwed(report.state)],
    ['reports.transfer', triages && (can('transferred') || report.state === 'submitted')],
    ['reports.merge', triages && can('merged')],
    ['reports.unmerge', triages && report.state === 'merged'],
    ['reports.split', triages && isOwed(report.state)],
    ['reports.assign', handles && can('processing')],
    ['reports.answer', handles && can('answered')],
    ['reports.show', handles && report.state !== 'merged' && report.state !== 'rejected'],
    ['reports.hide', handles && report.visible],
    ['reports.mask-photo', handles],
    ['reports.note', handles],
    ['reports.supplement', sends && report.state === 'needs-supplement'],
    ['reports.withdraw', sends && can('withdrawn')],
    ['reports.rate', sends && can('rated')],
    ['reports.reopen', sends && can('reopened') && until !== undefined && now <= until],
    ['reports.support', policy.maySupport(actor, loaded)],
  ]
  return offers.flatMap(([name, offered]) => (offered ? [name] : []))
}
