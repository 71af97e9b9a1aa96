import pg from 'pg'

type Answer = (error: Error | undefined, result: unknown) => void

/**
 * Asks by callback and answers by promise. The driver's own promise lets the rows of each answer live until the collector's next full
 * run: clearing the nursery then copies some of all that was read since, 8 ms for 26 maps in place of one.
 * @param nameOf the name under which a statement with values is prepared; undefined where it is not
 */
export function answerByCallback(client: pg.ClientBase, nameOf?: (text: string) => string | undefined): void {
  const query: unknown = Reflect.get(client, 'query')
  if (typeof query !== 'function') throw new Error('a client without query')
  const apply = (args: unknown[]): unknown => Reflect.apply(query, client, args)
  // Named here: the driver copies an object that names its statement property by property.
  const ask = (text: string, values: unknown, answer: Answer): void => {
    const given = Array.isArray(values) ? values : []
    const name = given.length > 0 ? nameOf?.(text) : undefined
    const asked = new pg.Query(text, given, answer)
    apply([name === undefined ? asked : Object.assign(asked, { name })])
  }
  Reflect.set(client, 'query', (...args: unknown[]): unknown => {
    const [text, values, callback] = args
    if (typeof text !== 'string' || typeof values === 'function') return apply(args)
    if (isAnswer(callback)) return ask(text, values, callback)
    return new Promise((resolve, reject) => {
      ask(text, values, (error, result) => (error ? reject(error) : resolve(result)))
    })
  })
}

const isAnswer = (value: unknown): value is Answer => typeof value === 'function'
