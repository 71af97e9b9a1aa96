import type { DoubtMessages } from './doubt-vi.ts'

export const doubtEn: DoubtMessages = {
  ask: 'Not right?',
  title: (label) => `${label}: not right?`,
  from: 'Taken from',
  fromOn: (source, day) => `${source}, ${day}`,
  keeper: 'Kept and corrected by',
  here: 'For this case, change it in the field above. So that it is right next time too, ask those who keep it to correct it.',
  locked:
    'This field is locked because its value comes straight from those who keep it. Ask them to correct it: the field opens for the right value, and the officer compares.',
  shouldBe: 'It should be',
  note: 'By which paper',
  noteHint: 'For example: birth certificate no. 12/1990, identity card',
  unit: 'Commune that looks into it',
  send: 'Ask for the correction',
  sent: (unit, due) => `Sent to ${unit}. You are answered before ${due}, among your notices.`,
  open: 'You have said that this is not right; it is being looked into. Please write the right value.',
}
