import { tooMany } from '../errors.ts'

const generalPerMinute = 6_000
const maxAddresses = 50_000

/**
 * Calls a minute that one address may make of one operation, in fixed windows, in this process.
 * @throws AppError 429 `too-many-requests`
 */
export function allowance(perMinute = generalPerMinute): (address: string, now: Date) => void {
  let window = 0
  let counts = new Map<string, number>()
  return (address, now) => {
    const current = Math.floor(now.getTime() / 60_000)
    if (current !== window || counts.size > maxAddresses) {
      window = current
      counts = new Map()
    }
    const count = (counts.get(address) ?? 0) + 1
    counts.set(address, count)
    if (count > perMinute)
      throw tooMany(
        'too-many-requests',
        {
          vi: 'Bạn thao tác quá nhanh. Xin thử lại sau một phút.',
          en: 'Too many requests. Please try again in a minute.',
        },
        { retryAfterSeconds: 60 },
      )
  }
}
