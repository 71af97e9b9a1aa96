import type { Text } from '#core/i18n'

/** One act in a case. `at` is in microseconds since 1970 (UTC): logs are finer than a JavaScript Date. */
export type LogEvent = { activity: string; at: number; lifecycle: string; resource: string; group: string }

/** What a log says of one case; the same case may come in several pieces. Times in microseconds, texts '' where unsaid. */
export type LogCase = {
  code: string
  accepted: number | undefined
  closed: number | undefined
  due: number | undefined
  channel: string
  unit: string
  events: LogEvent[]
}

export type Problem = { line: number; field?: string; reason: Text }

/** What a reader gives: cases in pieces, what it had to leave out, and at the end what the log is called and has. */
export type LogPart =
  | { kind: 'case'; case: LogCase }
  | { kind: 'problem'; problem: Problem; rejected: number }
  | { kind: 'end'; name: string | undefined; present: readonly string[]; others: readonly string[] }

/** The log cannot be read on: what comes after this line is unknown, so nothing of it may be kept. */
export class BrokenLog extends Error {
  readonly line: number
  readonly text: Text

  constructor(line: number, text: Text) {
    super(text.en ?? text.vi)
    this.name = 'BrokenLog'
    this.line = line
    this.text = text
  }
}

export const microsPerDay = 86_400_000_000
export const maxCode = 200
export const maxActivity = 500
/** A single tag or row larger than this is no log: it would only fill the memory. */
export const maxItemLength = 4_000_000
/** Events held while cases are put together from rows. */
export const maxHeldEvents = 500_000

/** A string of its own: part of a chunk of the file would keep the whole chunk in memory. */
export const copyOf = (text: string): string => Buffer.from(text).toString()

/** Puts rows together into cases, in the order in which cases first appear. Says of a case: the first that says it. */
export function caseCollector() {
  let cases = new Map<string, LogCase>()
  let held = 0
  return {
    add(says: Omit<LogCase, 'events'>, event: LogEvent | undefined): void {
      const known = cases.get(says.code)
      if (known) fillIn(known, says)
      const target = known ?? { ...says, code: copyOf(says.code), events: [] }
      if (!known) cases.set(target.code, target)
      if (event) target.events.push(event)
      held += 1
    },
    get full(): boolean {
      return held >= maxHeldEvents
    },
    take(): LogCase[] {
      const all = [...cases.values()]
      cases = new Map()
      held = 0
      return all
    },
  }
}

export function fillIn(known: LogCase, says: Omit<LogCase, 'events'>): void {
  known.accepted ??= says.accepted
  known.closed ??= says.closed
  known.due ??= says.due
  known.channel ||= says.channel
  known.unit ||= says.unit
}
