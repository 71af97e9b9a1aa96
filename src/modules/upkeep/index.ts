import { defineModule } from '#core/module'
import { listParked, retryParked } from './operations.ts'

/** What keeps the platform itself going: the events that its consumers could not take. */
export const upkeep = defineModule({ name: 'upkeep', operations: [listParked, retryParked] })
