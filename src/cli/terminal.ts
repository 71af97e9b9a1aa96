import { AppError } from '../core/errors.ts'

/** One line that a person reads; on stderr, so that --json's object stands alone on stdout. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** The result of a command: for people as it is said, with --json as one object, last. */
export function report(json: boolean, object: Record<string, unknown>, lines: readonly string[]): void {
  if (json) process.stdout.write(`${JSON.stringify(object)}\n`)
  else process.stdout.write(`${lines.join('\n')}\n`)
}

/** What the system says of a file by a code, as a sentence. */
const ofFiles: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `There is no file or folder ${path}.`,
  ENOTDIR: (path) => `${path} is not a folder.`,
  EISDIR: (path) => `${path} is a folder: a file is wanted.`,
  EEXIST: (path) => `${path} is there already: name another, or remove it.`,
  EACCES: (path) => `${path} may not be read or written by this user.`,
}
/** What it says of lines to others: what to look at. */
const ofLines: Readonly<Record<string, string>> = {
  EADDRINUSE: 'The port is in use by another program: stop that one, or choose another by PORT.',
  ECONNREFUSED: 'A server that the settings name does not answer: is PostgreSQL running, and is DATABASE_URL right?',
  ENOTFOUND: 'A host that the settings name is not known: is DATABASE_URL right?',
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  const path = 'path' in error ? String(error.path) : ''
  const ofFile = path !== '' && Object.hasOwn(ofFiles, code) ? ofFiles[code]?.(path) : undefined
  const ofLine = Object.hasOwn(ofLines, code) ? ofLines[code] : undefined
  return ofFile ?? ofLine ?? error.message
}

export function fail(error: unknown, json: boolean): void {
  const message = sentenceOf(error)
  const code = error instanceof AppError ? error.code : 'failed'
  if (json) process.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`)
  process.stderr.write(`${message}\n`)
  process.exitCode = 1
}

/** Shows how far long work is, with its rate and the time left; rewrites its line on a terminal. */
export function progress(label: string, total?: number): { at(done: number): void; end(): void } {
  const started = Date.now()
  const tty = process.stderr.isTTY
  let shownAt = 0
  const show = (done: number) => {
    const seconds = Math.max(0.001, (Date.now() - started) / 1000)
    const rate = done / seconds
    const left = total && rate > 0 ? `, ${Math.ceil((total - done) / rate)} s left` : ''
    const of = total ? ` / ${total.toLocaleString('en')}` : ''
    const line = `${label}: ${done.toLocaleString('en')}${of} (${Math.round(rate).toLocaleString('en')}/s${left})`
    process.stderr.write(tty ? `\r\u001b[K${line}` : `${line}\n`)
  }
  let last = 0
  return {
    at(done) {
      last = done
      if (Date.now() - shownAt < (tty ? 200 : 2_000)) return
      shownAt = Date.now()
      show(done)
    },
    end() {
      show(last)
      if (tty) process.stderr.write('\n')
    },
  }
}
