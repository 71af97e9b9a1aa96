import type { Text } from './i18n.ts'

/**
 * An expected failure. `code` names a page under docs/problems; `text` speaks to the person, in each language.
 * `details` is sent with the answer (RFC 9457 extension members), so it never holds personal values.
 */
export class AppError extends Error {
  readonly code: string
  readonly status: number
  readonly text: Text
  readonly details: Record<string, unknown>
  /** What the command wrote stays although it fails: a counted wrong password. */
  keepsWrites = false

  constructor(code: string, status: number, text: Text, details: Record<string, unknown> = {}) {
    super(text.en ?? text.vi)
    this.name = 'AppError'
    this.code = code
    this.status = status
    this.text = text
    this.details = details
  }
}

const factory =
  (status: number) =>
  (code: string, text: Text, details?: Record<string, unknown>): AppError =>
    new AppError(code, status, text, details)

/** The input is understood and wrong: 422. */
export const invalid = factory(422)
export const unauthenticated = factory(401)
export const forbidden = factory(403)
export const notFound = factory(404)
/** Somebody or something was faster, or the state does not allow it: 409. */
export const conflict = factory(409)
export const tooLarge = factory(413)
export const tooMany = factory(429)
export const unavailable = factory(503)

/** The failure, with what the command has written so far. */
export function keepingWrites(error: AppError): AppError {
  error.keepsWrites = true
  return error
}
