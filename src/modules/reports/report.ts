import type { LooseFact } from '#core/events'
import type { Channel } from './events.ts'
import type { State } from './lifecycle.ts'

/** All that the rules decide upon. Words, pictures and the sender lie beside it and decide nothing here. */
export type Report = {
  code: string
  version: number
  state: State
  category: string
  channel: Channel
  /** where it is; it never changes */
  commune: string
  /** answerable now */
  unit: string
  urgent: boolean
  assignee?: string | undefined
  submittedAt: Date
  acceptedAt?: Date | undefined
  transferredAt?: Date | undefined
  answeredAt?: Date | undefined
  publishedAt?: Date | undefined
  endedAt?: Date | undefined
  /** by when the next word is owed: taken up or refused, then answered, then published */
  dueAt?: Date | undefined
  /** when a passed deadline climbs to the next level */
  escalateAt?: Date | undefined
  overdue: boolean
  /** 0 nobody, 1 the head of the unit, 2 the province */
  escalated: number
  reopenings: number
  supplements: number
  /** everybody may see it, as the desk has cleared it */
  visible: boolean
  mergedInto?: string | undefined
  mergedFrom?: State | undefined
  score?: number | undefined
}

/** What a rule decides: the report as it is now, and the facts to state. */
export type Change = { report: Report; facts: readonly LooseFact[] }
