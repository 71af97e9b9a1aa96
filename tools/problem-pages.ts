/** Writes docs/problems/<code>.md, a page for each error code of the server: `node tools/problem-pages.ts [--check]`. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSources } from '../test/support/source-tree.ts'

type Problem = { code: string; factory: string; sayings: Set<string> }

const folder = join(import.meta.dirname, '../docs/problems')

/** What each factory of core/errors.ts means to who gets it. */
const meanings: Record<string, { status: number; meaning: string; remedy: string }> = {
  invalid: {
    status: 422,
    meaning: 'The request was understood, and its content is wrong. Nothing was changed.',
    remedy:
      'Correct what the message names and send it again; `details` holds the path of each wrong field where there are several.',
  },
  unauthenticated: {
    status: 401,
    meaning: 'Nobody is signed in, or the session has ended.',
    remedy: 'Sign in, then repeat the request.',
  },
  forbidden: {
    status: 403,
    meaning: 'The person who is signed in may not do this here. The attempt is in the access log.',
    remedy: 'Ask the unit that is answerable for the record, or sign in with the post that may do it.',
  },
  notFound: {
    status: 404,
    meaning: 'There is nothing under this name, or nothing that this person may know of.',
    remedy: 'Check the code or address.',
  },
  conflict: {
    status: 409,
    meaning: 'The state of the record does not allow this, or somebody was faster. Nothing was changed.',
    remedy: 'Read the record again, look at what has changed, and decide anew.',
  },
  tooLarge: { status: 413, meaning: 'What was sent is larger than the limit.', remedy: 'Send less, or in parts.' },
  tooMany: {
    status: 429,
    meaning: 'Too many requests in a short time from this address or for this account.',
    remedy: 'Wait as long as `retryAfterSeconds` says, then try again.',
  },
  unavailable: {
    status: 503,
    meaning: 'A part of the platform does not answer at the moment.',
    remedy: 'Try again in a few minutes; with the same `Idempotency-Key` nothing happens twice.',
  },
  request: {
    status: 400,
    meaning: 'The request itself cannot be read.',
    remedy: 'Check its method, headers and body.',
  },
  bug: {
    status: 500,
    meaning: 'A mistake of ours, logged under the id in `request`. Nothing was changed.',
    remedy: 'Try again later, and tell the operator that id.',
  },
}

const thrown =
  /\b(invalid|unauthenticated|forbidden|notFound|conflict|tooLarge|tooMany|unavailable)\(\s*['"]([a-z][a-z0-9.-]*)['"]/g
const answered = /\bcode: '([a-z-]+)'|\bsend\('([a-z-]+)', 500/g

/** Codes that HTTP itself answers, beside plain 400. */
const ownMeaning: Record<string, string> = { 'too-large': 'tooLarge', 'no-such-path': 'notFound' }

function collect(): Problem[] {
  const problems = new Map<string, Problem>()
  const add = (code: string, factory: string, after: string): void => {
    const problem = problems.get(code) ?? { code, factory, sayings: new Set<string>() }
    const saying = sayingOf(after)
    if (saying) problem.sayings.add(saying)
    problems.set(code, problem)
  }
  for (const { path, text } of readSources(['src'])) {
    if (path.endsWith('.test.ts')) continue
    for (const match of text.matchAll(thrown))
      add(match[2] ?? '', match[1] ?? '', text.slice(match.index, match.index + 900))
    if (path !== 'src/core/http/problems.ts' && path !== 'src/main.ts') continue
    for (const match of text.matchAll(answered))
      add(
        match[1] ?? match[2] ?? '',
        match[2] ? 'bug' : (ownMeaning[match[1] ?? ''] ?? 'request'),
        text.slice(match.index, match.index + 300),
      )
  }
  return [...problems.values()].sort((a, b) => (a.code < b.code ? -1 : 1))
}

/** The words beside the code, where they stand there literally; `${…}` is a value that the person sees. */
function sayingOf(text: string): string | undefined {
  const own = text.slice(0, text.slice(1).search(thrown) + 1 || undefined)
  const word = (language: string): string | undefined =>
    new RegExp(`\\b${language}:\\s*(['"\`])(.*?)\\1`, 's').exec(own)?.[2]?.replaceAll(/\$\{[^}]*\}/g, '…')
  const [vi, en] = [word('vi'), word('en')]
  return vi === undefined ? undefined : `> ${vi}${en === undefined ? '' : `\n>\n> ${en}`}`
}

function page({ code, factory, sayings }: Problem): string {
  const { status, meaning, remedy } = meanings[factory] ?? { status: 500, meaning: '', remedy: '' }
  const words = sayings.size > 0 ? `\n${[...sayings].join('\n\n')}\n` : ''
  return `# ${code}\n\nHTTP ${status}. ${meaning}\n${words}\n**What to do.** ${remedy}\n`
}

const problems = collect()
const index = `# Problems\n\nEvery failure is answered as \`application/problem+json\` (RFC 9457) with one of these codes.\n\n${problems
  .map(({ code, factory }) => `- [${code}](${code}.md): ${meanings[factory]?.status ?? 500}`)
  .join('\n')}\n`
const wanted = new Map([
  ['README.md', index],
  ...problems.map((problem): [string, string] => [`${problem.code}.md`, page(problem)]),
])

mkdirSync(folder, { recursive: true })
const present = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
const stale = [...new Set([...wanted.keys(), ...present.keys()])].filter(
  (name) => wanted.get(name) !== present.get(name),
)
if (process.argv.includes('--check')) {
  if (stale.length > 0)
    process.stderr.write(`docs/problems is not current (${stale.join(', ')}): run npm run generate\n`)
  process.exit(stale.length > 0 ? 1 : 0)
}
for (const name of stale) {
  const text = wanted.get(name)
  if (text === undefined) rmSync(join(folder, name))
  else writeFileSync(join(folder, name), text)
}
