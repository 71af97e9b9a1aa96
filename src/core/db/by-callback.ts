import type pg from 'pg'

/**
 * Asks by callback and answers by promise. The driver's own promise lets the rows of each answer live until the collector's next full
 * run: clearing the nursery then copies some of all that was read since, 8 ms for 26 maps in place of one.
 */
export function answerByCallback(client: pg.ClientBase): void {
  const query: unknown = Reflect.get(client, 'query')
  if (typeof query !== 'function') throw new Error('a client without query')
  Reflect.set(client, 'query', (...args: unknown[]): unknown => {
    const isSubmittable = typeof args[0] === 'object' && args[0] !== null && 'submit' in args[0]
    if (isSubmittable || typeof args.at(-1) === 'function') return Reflect.apply(query, client, args)
    return new Promise((resolve, reject) => {
      const answer = (error: unknown, result: unknown) => (error ? reject(error) : resolve(result))
      Reflect.apply(query, client, [...args, answer])
    })
  })
}
