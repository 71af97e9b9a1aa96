import { defineModule } from '#core/module'
import { holidaysKind, workingTimeKind } from './definition.ts'
import { days } from './operations.ts'

export { calendarsOf, buildCalendars, type Calendars } from './calendar.ts'
export { holidaysKind, ProvinceTime, HolidaysWords } from './definition.ts'
export { localDate } from './days.ts'
export { hungKings, lunarNewYear, lunarOf } from './lunar.ts'
export * as workingTime from './rules.ts'
export type { Calendar, Clock, Pause } from './rules.ts'

export const calendar = defineModule({ name: 'calendar', kinds: [holidaysKind, workingTimeKind], operations: [days] })
