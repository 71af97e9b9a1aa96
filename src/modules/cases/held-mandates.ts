/** A mandate in force over a case's applicant, with what it lets its holder do in this procedure. */
export type HeldMandate = { id: string; acts: readonly string[] }

type Over = { mandates: readonly HeldMandate[] }

/** The mandate by which somebody who is no owner does this for the applicant. */
export const mandateFor = ({ mandates }: Over, act: string): string | undefined =>
  mandates.find(({ acts }) => acts.includes(act))?.id

export const mayFor = (over: Over, act: string): boolean => mandateFor(over, act) !== undefined
