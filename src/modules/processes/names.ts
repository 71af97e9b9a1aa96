import type { Context } from '#core/context'
import type { Text } from '#core/i18n'
import { procedureKind } from '#modules/procedures'
import { platformActs } from './follow.ts'

/** A process is called as its procedure is; one that was made from a log, as the log. */
export function nameOfProcess(ctx: Context, procedure: string, log: string | undefined): Text {
  return ctx.definitions.find(procedureKind, procedure)?.body.name ?? { vi: log ?? procedure }
}

/** Everything that a procedure may be called by: its id and its code. */
export function namesOf(ctx: Context, wanted: string): string[] {
  const found = ctx.definitions.find(procedureKind, wanted)
  return found ? [found.id, found.body.code] : []
}

/** Gives each act its name: the platform's, the procedure's step, or what the log calls it. */
export function nameActs<Node extends { activity: string }>(ctx: Context, procedure: string, nodes: readonly Node[]) {
  const steps = ctx.definitions.find(procedureKind, procedure)?.body.steps ?? []
  return nodes.map((node) => ({
    ...node,
    name: platformActs[node.activity] ?? steps.find((step) => step.id === node.activity)?.name ?? { vi: node.activity },
  }))
}
