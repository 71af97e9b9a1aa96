import type { z } from 'zod'
import type { Actor } from './actor.ts'
import type { Context } from './context.ts'
import type { Db } from './db.ts'
import type { AppError } from './errors.ts'

/** What a command may do to the caller's session cookie; outside HTTP it does nothing. */
export type SessionSink = { start(token: string, maxAgeSeconds: number): void; end(): void }

export type Run<I, S> = {
  input: I
  subject: S
  actor: Actor
  /** the command's transaction; for a query, the pool */
  db: Db
  now: Date
  ctx: Context
  session: SessionSink
  /** of the caller, for rate limits and session lists; empty outside HTTP */
  address: string
  /** Tells that a list shows a person's record: the access log then has a line for it, as for one that was opened. */
  see: (subject: string) => void
  /** the caller's program as it names itself (User-Agent); empty outside HTTP */
  agent: string
}

export type Spec<I extends z.ZodType, O extends z.ZodType, S> = {
  summary: string
  input: I
  output: O
  /** The record that the operation is about: found, and in a command locked, before anything is written. */
  subject?: (db: Db, input: z.output<I>, ctx: Context, actor: Actor) => Promise<S>
  /** Who may. Required: there is no default. A refusal may say why, where the person can do something about it. */
  allow: (actor: Actor, subject: NoInfer<S>, input: z.output<I>) => boolean | AppError
  /** Marks a read of personal data; says whose. It is written to the access log before the answer leaves. */
  personal?: (input: z.output<I>, subject: NoInfer<S>) => string
  /** Why, where the input says it: the access log then has this in place of the request's own word. */
  purpose?: (input: z.output<I>) => string
  /** Calls a minute from one address; the default is that of the server. */
  perMinute?: number
  /** The input holds a secret or the answer must not be kept: no idempotent replay. */
  unrepeatable?: boolean
  run: (run: Run<z.output<I>, NoInfer<S>>) => Promise<z.input<O>>
}

export type Operation<In = unknown, Out = unknown> = {
  kind: 'command' | 'query'
  name: string
  summary: string
  input: z.ZodType
  output: z.ZodType
  perMinute: number | undefined
  unrepeatable: boolean
  prepare(input: unknown): Prepared
  /** carries the types; never present */
  types?: { input: In; output: Out }
}

/** An operation with its parsed input: `call` walks these steps in order. */
export type Prepared = {
  find(db: Db, ctx: Context, actor: Actor): Promise<void>
  allows(actor: Actor): boolean | AppError
  personal: (() => string) | undefined
  purpose: string | undefined
  run(step: Omit<Run<unknown, unknown>, 'input' | 'subject'>): Promise<unknown>
}

function operation<I extends z.ZodType, O extends z.ZodType, S>(
  kind: 'command' | 'query',
  name: string,
  spec: Spec<I, O, S>,
): Operation<z.input<I>, z.output<O>> {
  return {
    kind,
    name,
    summary: spec.summary,
    input: spec.input,
    output: spec.output,
    perMinute: spec.perMinute,
    unrepeatable: spec.unrepeatable ?? false,
    prepare(raw) {
      const input = spec.input.parse(raw)
      let found: { subject: S } | undefined
      const subject = () => {
        if (!found) throw new Error(`${name}: the subject was not looked up`)
        return found.subject
      }
      return {
        async find(db, ctx, actor) {
          // Without a `subject` there is none: S is then inferred as unknown, and nobody reads it.
          found = { subject: spec.subject ? await spec.subject(db, input, ctx, actor) : none() }
        },
        allows: (actor) => spec.allow(actor, subject(), input),
        personal: spec.personal && (() => spec.personal?.(input, subject()) ?? ''),
        purpose: spec.purpose?.(input),
        run: (step) => spec.run({ ...step, input, subject: subject() }),
      }
    },
  }
}

const none = <S>(): S => JSON.parse('null')

/** Declares a verb that changes something: `POST /api/<name>`. */
export const command = <I extends z.ZodType, O extends z.ZodType, S = null>(name: string, spec: Spec<I, O, S>) =>
  operation('command', name, spec)

/** Declares a question: `GET /api/<name>`; its input arrives as text, so numbers are coerced by its schema. */
export const query = <I extends z.ZodType, O extends z.ZodType, S = null>(name: string, spec: Spec<I, O, S>) =>
  operation('query', name, spec)
