import type { Consumer } from '#core/consumers'
import type { Topic } from '#core/live'
import { followedTypes, followEvent, procedureOf } from './follow.ts'
import { maySeeProcesses } from './policy.ts'
import * as store from './store/traces.ts'

/** Keeps the process view of our own cases live. Imported cases are there already: their log says more than their facts. */
export const follow: Consumer = {
  name: 'processes.follow',
  types: followedTypes,
  async handle(db, events) {
    const own = events.filter((event) => event.origin !== 'import')
    const traces = await store.lockTracesByCode(db, [...new Set(own.map((event) => event.record))])
    for (const event of own.toSorted((a, b) => a.version - b.version)) {
      traces.set(event.record, followEvent(traces.get(event.record), event))
    }
    await store.writeTraces(
      db,
      [...traces.values()].filter((trace) => trace.events.length > 0),
    )
  },
}

/** `process:<procedure>`: the view of this process has changed. */
export const processTopic: Topic = {
  name: 'process',
  types: followedTypes,
  of: (event) => [{ topic: `process:${procedureOf(event)}`, id: procedureOf(event) }],
  visible: maySeeProcesses,
  after: follow.name,
}
