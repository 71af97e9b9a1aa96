import type { Consumer } from '#core/consumers'
import type { Topic } from '#core/live'
import { isOfficial } from './policy.ts'
import { keepMap } from './store/map.ts'

export const mapConsumer = 'reports.map'

/** Keeps the public map's points and counts. It goes by what the reports say now, so a fact taken twice would change nothing. */
export const keepPublicMap: Consumer = {
  name: mapConsumer,
  types: ['reports.*'],
  handle: (db, events) => keepMap(db, [...new Set(events.map(({ record }) => record))]),
}

/** `report:<code>` for its page, `reports:<unit>` and `reports:all` for the desks. */
export const reportTopic: Topic = {
  name: 'report',
  types: ['reports.*'],
  of: (event) => [{ topic: `report:${event.record}`, id: event.record }],
  visible: isOfficial,
}
export const reportsTopic: Topic = {
  name: 'reports',
  types: ['reports.*'],
  of: (event) => [
    { topic: `reports:${event.unit}`, id: event.record },
    { topic: 'reports:all', id: event.record },
  ],
  visible: isOfficial,
}
