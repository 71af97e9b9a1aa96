import type { Operation } from '#core/operation'
import { booking } from './operations/booking.ts'
import { coming } from './operations/coming.ts'
import { atCounter } from './operations/counter.ts'
import { finding } from './operations/finding.ts'
import { following } from './operations/following.ts'

export const operations: readonly Operation[] = [...finding, ...following, ...booking, ...coming, ...atCounter]
