import type { Operation } from '#core/operation'
import { bySender } from './operations/following.ts'
import { handling } from './operations/handling.ts'
import { reading } from './operations/reading.ts'
import { register, submit } from './operations/sending.ts'
import { triage } from './operations/triage.ts'

export const operations: readonly Operation[] = [submit, register, ...triage, ...handling, ...bySender, ...reading]
