import type { ApologyMessages } from './apology-vi.ts'

export const apologyEn: ApologyMessages = {
  ready: 'The case is nearly due: a letter of apology lies ready',
  readyLate: 'Too late for a new appointment: a letter of apology lies ready',
  by: (when) => `Sent before ${when} it moves the appointment, once. The case is then measured by the new day.`,
  late: (when) =>
    `After ${when} the letter still tells the new day, but the case is measured by the first appointment.`,
  open: 'Look at the letter',
  whoMay: 'The signer or the head of the agency sends it.',
  preview: 'The letter',
  title: 'Apology and new appointment',
  to: (who) => `To: ${who}`,
  received: (unit, day) => `On ${day}, ${unit} received your application:`,
  code: 'Case',
  request: 'Asked for',
  first: 'Promised for',
  reason: (unit, text) => `${unit} cannot return the result by then, because: ${text}`,
  again: (unit, day) =>
    `${unit} apologises for the trouble, time and effort that this costs you, and will return it at 17:00 on ${day}.`,
}
