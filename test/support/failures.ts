import { relative } from 'node:path'
import { inspect } from 'node:util'

/** What a test runner says of a test that failed. Its error wraps the true one as `cause`. */
export type FailedTest = {
  name: string
  file?: string | undefined
  error: Error & { failureType?: string; cause?: unknown }
}

const mostLines = 20

function wordsOf(cause: unknown): string {
  if (cause instanceof Error) return cause.stack ?? cause.message
  return typeof cause === 'string' ? cause : inspect(cause)
}

/** Keeps what failed, so that it stands at the end of a long output, where a CI's window still shows it. */
export class Failures {
  private readonly said: string[] = []

  add({ name, file, error }: FailedTest, root: string): void {
    // A suite fails because a test in it did, and that one speaks for itself.
    if (error.failureType === 'subtestsFailed') return
    const { cause } = error
    const words = wordsOf(cause ?? error.message).split('\n')
    const more = words.length > mostLines ? [`… ${words.length - mostLines} more lines above`] : []
    const at = file === undefined ? '' : ` (${relative(root, file)})`
    this.said.push(
      [`✖ ${name}${at}`, ...[...words.slice(0, mostLines), ...more].map((line) => `    ${line}`)].join('\n'),
    )
  }

  /** Of a check that is no test: a program that ended badly, or tests that were lost. */
  note(words: string): void {
    this.said.push(`✖ ${words}`)
  }

  /** Empty when nothing failed. */
  text(): string {
    return this.said.length === 0 ? '' : `\n── What failed\n\n${this.said.join('\n\n')}\n`
  }
}
