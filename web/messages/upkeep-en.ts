import type { UpkeepMessages } from './upkeep-vi.ts'

export const upkeepEn: UpkeepMessages = {
  title: 'Parked events',
  lead: 'Each reader takes the log of events in its order. An event that it could not take in four tries is put aside here, and what follows goes on.',
  empty: 'No event is parked',
  emptyText: 'An event that a reader could not take shows here, for you to have it taken again.',
  open: (count) => `Parked: ${count}`,
  solved: 'Solved lately',
  consumer: 'Reader',
  event: 'Event',
  error: 'Last error',
  parkedAt: 'Parked at',
  solvedAt: 'Solved at',
  attempts: (count) => `${count} tries`,
  retry: 'Take again',
  retryOne: (consumer, event) => `Have ${consumer} take event ${event} again`,
  again: 'Still not taken',
}
