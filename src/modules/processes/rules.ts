import { fillIn, type LogCase, type LogEvent } from './log.ts'

/** What is kept of a case: the same as a log says, its events in order of time, equal times in the order of the file. */
export type Trace = LogCase

export type Merged = { trace: Trace; added: number; changed: number; unchanged: number; caseChanged: boolean }

/**
 * Brings what is known of a case together with a piece of a log. An event is the same as one that is known when case,
 * activity, time and lifecycle agree and it is the same repetition of these: so a second import adds nothing, and two
 * equal events of one file are both kept. The newer log wins where it says something.
 */
export function mergeTrace(known: Trace | undefined, piece: LogCase): Merged {
  if (!known) return begun(piece)
  const events = [...known.events]
  const places = new Map<string, number[]>()
  for (const [place, event] of events.entries()) {
    const same = places.get(keyOf(event))
    if (same) same.push(place)
    else places.set(keyOf(event), [place])
  }
  const counts = { added: 0, changed: 0, unchanged: 0 }
  for (const event of piece.events) {
    const place = places.get(keyOf(event))?.shift()
    const before = place === undefined ? undefined : events[place]
    if (place === undefined || !before) {
      events.push(event)
      counts.added += 1
      continue
    }
    const after = { ...before, resource: event.resource || before.resource, group: event.group || before.group }
    const same = after.resource === before.resource && after.group === before.group
    if (!same) events[place] = after
    counts[same ? 'unchanged' : 'changed'] += 1
  }
  if (counts.added > 0) events.sort((a, b) => a.at - b.at) // stable
  const says = { ...piece }
  fillIn(says, known)
  return { trace: { ...says, events }, ...counts, caseChanged: !sameSays(known, says) }
}

const begun = (piece: LogCase): Merged => ({
  trace: { ...piece, events: piece.events.toSorted((a, b) => a.at - b.at) },
  added: piece.events.length,
  changed: 0,
  unchanged: 0,
  caseChanged: false,
})

const keyOf = (event: LogEvent): string => `${event.at}\u0001${event.activity}\u0001${event.lifecycle}`

const sameSays = (a: LogCase, b: LogCase): boolean =>
  a.accepted === b.accepted && a.closed === b.closed && a.due === b.due && a.channel === b.channel && a.unit === b.unit

/**
 * When a case of a log counts as closed. `stated`: the log gives closing times, and a case without one is open; `by`: one
 * of these activities closes it; `last event`: a log that says nothing of closing holds finished cases only.
 */
export type Closing = { kind: 'stated' } | { kind: 'by'; activities: ReadonlySet<string> } | { kind: 'last event' }

export type Facts = { acceptedAt: number; closedAt: number | undefined; dueAt: number | undefined }

/** What makes a case of a log count on the map, in microseconds. A trace has at least one event. */
export function factsOf(trace: Trace, closing: Closing): Facts {
  const first = trace.accepted ?? trace.events[0]?.at ?? 0
  const closedAt = closedAtOf(trace, closing)
  // A register that closes a case before it accepts it is wrong about one of them: the acceptance cannot be later.
  const acceptedAt = closedAt === undefined ? first : Math.min(first, closedAt)
  return { acceptedAt, closedAt, dueAt: trace.due }
}

function closedAtOf(trace: Trace, closing: Closing): number | undefined {
  if (trace.closed !== undefined) return trace.closed
  switch (closing.kind) {
    case 'stated':
      return undefined
    case 'by':
      return trace.events.findLast((event) => closing.activities.has(event.activity))?.at
    case 'last event':
      return trace.events.at(-1)?.at
  }
}

/** An id for the procedure of a log that names none: its name without accents, in the letters of a file name. */
export function procedureIdOf(name: string): string {
  const folded = name.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd').toLowerCase()
  return (
    folded
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 60)
      .replace(/-+$/, '') || 'log'
  )
}
