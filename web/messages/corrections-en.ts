import type { CorrectionsMessages } from './corrections-vi.ts'

export const correctionsEn: CorrectionsMessages = {
  title: 'Values to correct',
  lead: 'People say that a value which was filled in for them is wrong. Answer within 2 working days, the nearest first; until you have answered the field is not locked for them.',
  emptyTitle: 'Nothing to correct',
  emptyText: 'When somebody says that a value filled in for them is wrong, it appears here, the nearest due first.',
  person: 'Person',
  about: 'Value',
  shouldBe: 'It should be',
  note: 'By which paper',
  due: (when) => `Answer before ${when}`,
  overdue: (when) => `Overdue since ${when}`,
  asked: (unit, when) => `${unit} · asked ${when}`,
  answer: 'Answer to the person',
  answerHint: 'For example: corrected by birth certificate no. 12/1990',
  made: 'Corrected at the source',
  declined: 'What is kept is right',
  how: 'Correct the source first: an identity by the page Verify identity or by the police, a paper by issuing it anew from its case.',
}
