import type { Locale } from './i18n.ts'

/** A role held at a unit. */
export type Post = { unit: string; role: string }

/** Who acts. `person` is the account's person key for a citizen; `assurance` the level of the sign-in (1, 2). */
export type Actor = {
  kind: 'anonymous' | 'citizen' | 'official' | 'system'
  id: string
  name: string
  posts: readonly Post[]
  locale: Locale
  person?: string | undefined
  assurance?: number | undefined
  session?: string | undefined
  /** the mandate under which an operation was asked to act: sources then answer for the represented person */
  mandate?: string | undefined
}

export const anonymous = (locale: Locale = 'vi'): Actor => ({
  kind: 'anonymous',
  id: 'anonymous',
  name: '',
  posts: [],
  locale,
})

/** The platform itself: jobs and consumers act under its name. */
export const system: Actor = { kind: 'system', id: 'system', name: 'Tỉnh Số', posts: [], locale: 'vi' }
