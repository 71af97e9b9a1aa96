import type { FastifyInstance } from 'fastify'
import type { Actor } from './actor.ts'
import type { Consumer } from './consumers.ts'
import type { Context } from './context.ts'
import type { DefinitionKind, Needs } from './definitions.ts'
import type { Topic } from './live.ts'
import type { Operation } from './operation.ts'
import type { Ownership } from './ownership.ts'
import type { PersonalKind } from './personal.ts'
import type { SealedColumn } from './sealed.ts'

/** Deferred or scheduled work. `cron` is in the province's time zone. */
export type Job = { name: string; cron: string; run: (ctx: Context) => Promise<void> }

/** Who stands behind a session token; undefined for one that is unknown or has ended. */
export type Authenticator = (ctx: Context, token: string) => Promise<Actor | undefined>

export type Module = {
  name: string
  kinds?: readonly DefinitionKind[]
  /** definitions that the module's code names, and the pack must therefore have */
  needs?: Needs
  operations?: readonly Operation[]
  consumers?: readonly Consumer[]
  jobs?: readonly Job[]
  topics?: readonly Topic[]
  /** Whose records these are: the owners hear of their facts as `account:<id>`. */
  ownership?: Ownership
  /** every kind of record in which it names people: what for, until when, and what becomes of it on a request to erase */
  personal?: readonly PersonalKind[]
  /** every column in which it keeps sealed values: a change of keys seals them anew */
  seals?: readonly SealedColumn[]
  routes?: (app: FastifyInstance, ctx: Context) => void
  authenticate?: Authenticator
  /** Loads what the pack declares into the module's tables. Idempotent; runs at every start, in module order. */
  start?: (ctx: Context) => Promise<void>
  /** Lets go of what it holds open outside, such as a provider's connection. */
  stop?: (ctx: Context) => Promise<void>
}

export const defineModule = (module: Module): Module => module
