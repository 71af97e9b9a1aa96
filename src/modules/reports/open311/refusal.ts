import { AppError } from '#core/errors'
import { say, type Locale } from '#core/i18n'
import type { Answer } from './format.ts'

/** Errors as GeoReport v2 gives them: a list of codes and descriptions, 404 and 403 as it says, 400 for all else. */

const statuses = new Set([403, 404, 429, 503])

export function refusalOf(error: AppError, locale: Locale): { status: number; answer: Answer } {
  const status = error.status === 401 ? 403 : statuses.has(error.status) ? error.status : 400
  const { problems } = error.details
  const told = Array.isArray(problems) ? problems.flatMap(tell) : []
  const description = [say(error.text, locale), ...told].join(' ')
  return { status, answer: { root: 'errors', of: 'error', items: [{ code: status, description }] } }
}

const tell = (problem: unknown): string[] =>
  typeof problem === 'object' && problem !== null && 'path' in problem && 'message' in problem
    ? [`${String(problem.path)}: ${String(problem.message)}`]
    : []

const factory = (status: number) => (code: string, vi: string, en: string) => new AppError(code, status, { vi, en })

export const badRequest = factory(400)
export const absent = factory(404)
export const barred = factory(403)
