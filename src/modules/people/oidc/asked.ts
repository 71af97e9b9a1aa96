/** What an application's request under way needs of the person next. */
export type Asked = {
  prompt: string
  reasons: readonly string[]
  levelNeeded: number
  /** when the application asked */
  at: Date
}

export type Present = { id: string; level: number; signedInAt: Date } | undefined

export type Next = 'sign-in' | 'sign-in-again' | 'raise-level' | 'consent' | 'go-on'

/** The application may ask that the person shows anew who they are; a sign-in before its request does not count then. */
const asksAnew = ['login_prompt', 'max_age', 'id_token_hint', 'claims_id_token_sub_value']

export function nextFor(asked: Asked, present: Present): Next {
  if (present === undefined) return 'sign-in'
  if (asked.prompt === 'consent') return 'consent'
  const anew = asked.reasons.some((reason) => asksAnew.includes(reason))
  if (anew && present.signedInAt < asked.at) return 'sign-in-again'
  return present.level < asked.levelNeeded ? 'raise-level' : 'go-on'
}
