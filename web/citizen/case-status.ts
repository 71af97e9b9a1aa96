import type { Output } from '../api.ts'
import type { Status } from '../ui/status-mark.tsx'

export type Tracked = Output<'cases.track'>
export type CaseItem = Output<'cases.list-mine'>['items'][number]

const statuses: Record<string, Status> = {
  submitted: 'active',
  incomplete: 'watch',
  accepted: 'active',
  'refused-at-intake': 'bad',
  processing: 'active',
  'awaiting-supplement': 'watch',
  'awaiting-payment': 'watch',
  withdrawn: 'unknown',
  stopped: 'unknown',
  refused: 'bad',
  resolved: 'good',
  returned: 'good',
}

export const statusOf = (state: string): Status => statuses[state] ?? 'unknown'

export const isClosed = (state: string): boolean =>
  ['refused-at-intake', 'withdrawn', 'stopped', 'refused', 'returned'].includes(state)
