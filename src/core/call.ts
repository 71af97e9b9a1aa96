import { sql } from 'kysely'
import { z } from 'zod'
import type { AccessEntry } from './access.ts'
import { type Actor } from './actor.ts'
import type { Context } from './context.ts'
import type { Db } from './db.ts'
import { unread } from './db/pipelined.ts'
import { AppError, conflict, forbidden, invalid, unauthenticated } from './errors.ts'
import { openScope, type Origin } from './events.ts'
import type { Operation, Prepared, SessionSink } from './operation.ts'
import { findUnstorable } from './storable.ts'

export type CallOptions = {
  request?: string
  idempotencyKey?: string
  origin?: Origin
  purpose?: string
  session?: SessionSink
  address?: string
  agent?: string
  /** for imports and simulations that replay the past */
  now?: Date
}

const noSession: SessionSink = { start: () => undefined, end: () => undefined }

/**
 * The only path into an operation: parse → transaction { subject → allow → run → events } → check output.
 * @throws AppError for everything that the caller can understand or repair
 */
export async function call<In, Out>(
  ctx: Context,
  operation: Operation<In, Out>,
  input: In,
  actor: Actor,
  options: CallOptions = {},
): Promise<Out> {
  const prepared = parse(operation, input)
  const seen = new Set<string>()
  const step = {
    actor,
    now: options.now ?? ctx.clock(),
    ctx,
    session: options.session ?? noSession,
    address: options.address ?? '',
    agent: options.agent ?? '',
    see: (subject: string) => void seen.add(subject),
  }
  const purpose = prepared.purpose ?? options.purpose
  const record = (outcome: AccessEntry['outcome'], subject: string | undefined) =>
    ctx.access.record({
      ...who(actor),
      operation: operation.name,
      subject,
      outcome,
      purpose,
      request: options.request,
    })
  let refused = false
  const act = async (db: Db) => {
    await prepared.find(db, ctx, actor)
    const verdict = prepared.allows(actor)
    refused = verdict !== true
    if (refused) throw verdict instanceof AppError ? verdict : refusal(actor)
    return prepared.run({ ...step, db })
  }
  const answer = await (
    operation.kind === 'query' ? act(ctx.db) : once(ctx, operation, { input, actor, options }, act)
  ).catch(async (error: unknown) => {
    // Recorded after the transaction has ended: it would be rolled back with it.
    if (refused) await record('refused', prepared.personal?.())
    throw error
  })
  if (operation.kind === 'command') ctx.wake()
  const shown = prepared.personal ? [prepared.personal(), ...seen] : [...seen]
  await Promise.all(shown.map((subject) => record('allowed', subject)))
  return check(operation, answer)
}

function parse(operation: Operation, input: unknown): Prepared {
  const unstorable = findUnstorable(input)
  if (unstorable) throw invalidInput([unstorable])
  try {
    return operation.prepare(input)
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    throw invalidInput(error.issues.map(({ path, code, message }) => ({ path: path.join('.'), code, message })))
  }
}

const invalidInput = (problems: readonly { path: string; code: string; message: string }[]): AppError =>
  invalid(
    'invalid-input',
    {
      vi: 'Dữ liệu gửi lên chưa đúng. Xin xem từng mục dưới đây.',
      en: 'The input is not valid. See each item below.',
    },
    { problems },
  )

// The type parameter is tied to the schema by `operation()`; the schema has just vouched for the value.
function check<Out>(operation: Operation<unknown, Out>, answer: unknown): Out
function check(operation: Operation, answer: unknown): unknown {
  const checked = operation.output.safeParse(answer)
  if (checked.success) return checked.data
  throw new Error(`${operation.name} gave an answer that its schema refuses: ${z.prettifyError(checked.error)}`)
}

/** A write transaction whose events carry the caller. Kept short: an open one holds back every reader of the log. */
export async function transact<T>(
  ctx: Context,
  actor: Actor,
  options: CallOptions,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  const outcome = await ctx.db.transaction().execute(async (db) => {
    openScope(db, {
      epoch: ctx.epoch,
      actor: actor.id,
      actorUnit: actor.posts[0]?.unit,
      request: options.request,
      origin: options.origin ?? 'live',
    })
    try {
      return { answer: await work(db) }
    } catch (error) {
      if (error instanceof AppError && error.keepsWrites) return { failure: error }
      throw error
    }
  })
  if ('failure' in outcome) throw outcome.failure
  return outcome.answer
}

type Attempt = { input: unknown; actor: Actor; options: CallOptions }
type Keyed = { key: string; actor: string; operation: string; digest: string }

/**
 * Runs a command in its transaction; one with a key is done once. The answer is kept with what it answers, by one statement at the
 * end: a repeat finds the key taken there and fails, or fails before it, is undone, and gets the first answer.
 */
async function once(
  ctx: Context,
  operation: Operation,
  { input, actor, options }: Attempt,
  act: (db: Db) => Promise<unknown>,
): Promise<unknown> {
  const key = options.idempotencyKey
  if (!key || operation.unrepeatable) return transact(ctx, actor, options, act)
  // Keyed: from a plain digest, an input of few possible values could be guessed.
  const digest = ctx.vault.digest(`idempotency\0${JSON.stringify(input)}`).toString('base64url')
  const keyed = { key, actor: actor.id, operation: operation.name, digest }
  try {
    return await transact(ctx, actor, options, async (db) => {
      const answer = await act(db)
      await keepAnswer(db, keyed, answer)
      return answer
    })
  } catch (error) {
    const first = await findAnswer(ctx.db, keyed)
    if (!first) throw error
    return first.answer
  }
}

async function keepAnswer(db: Db, { key, actor, operation, digest }: Keyed, answer: unknown): Promise<void> {
  const insert = sql`
    insert into core.idempotency (key, actor, operation, input_digest, answer)
    values (${key}, ${actor}, ${operation}, ${digest}, ${JSON.stringify(answer)}::jsonb)`
  await unread(insert).execute(db)
}

async function findAnswer(db: Db, { key, actor, operation, digest }: Keyed): Promise<{ answer: unknown } | undefined> {
  const { rows } = await sql<{ input_digest: string; answer: unknown }>`
    select input_digest, answer from core.idempotency
    where actor = ${actor} and operation = ${operation} and key = ${key}`.execute(db)
  const stored = rows[0]
  if (!stored || stored.input_digest === digest) return stored
  throw conflict('idempotency-key-reused', {
    vi: 'Mã chống gửi lặp này đã dùng cho một lần gửi có nội dung khác.',
    en: 'This idempotency key was used for a different request.',
  })
}

function refusal(actor: Actor) {
  if (actor.kind === 'anonymous')
    return unauthenticated('sign-in-needed', {
      vi: 'Bạn cần đăng nhập để làm việc này.',
      en: 'Please sign in to do this.',
    })
  return forbidden('not-allowed', {
    vi: 'Bạn không có quyền làm việc này với hồ sơ hoặc dữ liệu này.',
    en: 'You may not do this here.',
  })
}

const who = (actor: Actor) => ({ actor: actor.id, actorUnit: actor.posts[0]?.unit })
