import type { Input } from '../api.ts'

/** Which work is looked at; it stands in the address, so that a queue can be sent to a colleague. */
export const queueKeys = ['view', 'unit', 'role', 'state', 'procedure', 'channel', 'assignee', 'case'] as const
export type QueueSearch = Partial<Record<(typeof queueKeys)[number], string>>

const views = ['mine', 'queue', 'all'] as const
export const states = ['open', 'overdue', 'due-soon', 'waiting', 'unassigned'] as const
const channels = ['online', 'counter', 'post'] as const

function oneOf<Known extends string>(known: readonly Known[], value: string | undefined): Known | undefined {
  return known.find((one) => one === value)
}

export const pageSize = 50

/** The question to the server; whatever the address says that is not known is left out. */
export function inboxInput({
  view,
  unit,
  role,
  state,
  procedure,
  channel,
  assignee,
}: QueueSearch): Input<'cases.inbox'> {
  const asked = { view: oneOf(views, view), state: oneOf(states, state), channel: oneOf(channels, channel) }
  return {
    view: asked.view ?? 'queue',
    limit: pageSize,
    ...(unit && { unit }),
    ...(role && { role }),
    ...(asked.state && { state: asked.state }),
    ...(procedure && { procedure }),
    ...(asked.channel && { channel: asked.channel }),
    ...(assignee && { assignee }),
  }
}

/** Where the view looks, whatever it is narrowed by. */
export function placeOf(search: QueueSearch): Input<'cases.list-procedures-at-work'> {
  const { view, unit, role } = inboxInput(search)
  return { view, ...(unit && { unit }), ...(role && { role }) }
}

export const isFiltered = ({ state, procedure, channel, assignee }: QueueSearch): boolean =>
  Boolean((state && state !== 'open') || procedure || channel || assignee)
