import type { LooksMessages } from './looks-vi.ts'

export const looksEn: LooksMessages = {
  title: 'Who looked at my data',
  lead: 'Each time an official or a system opens your cases, papers or particulars, it is written down here. Your own visits are left out.',
  emptyTitle: 'Nobody has looked',
  emptyText: 'When someone opens one of your cases or papers, you will see who it was, their office, when and why.',
  today: 'Today',
  yesterday: 'Yesterday',
  application: 'An application that you allowed',
  platform: 'The system by itself',
  unknown: 'Someone not signed in',
  official: 'An official',
  refused: 'Refused: nothing was shown',
  purpose: (text) => `Reason: ${text}`,
  more: 'Show earlier ones',
  ask: 'Ask why',
  askTitle: 'Ask the head of the office why your data were looked at',
  askText: (unit) => `The question goes to the head of ${unit}. The office must answer within 2 working days.`,
  askLabel: 'What you want to ask',
  askHint: 'For example: I filed nothing here this month; why was my case opened?',
  send: 'Send the question',
  sent: (code) => `Your question was sent, code ${code}. Follow it among your reports.`,
}
