import { sql, type RawBuilder } from 'kysely'
import type { z } from 'zod'
import type { Db } from './db.ts'
import { unread } from './db/pipelined.ts'
import { namesOf, ofBigint, ofInstant, ofInt, ofJson, ofSmallint, ofText, tableOf } from './db/columns.ts'

/** live: happened here and now · import: brought in from elsewhere · demo: made up. Only live facts reach the outside. */
export type Origin = 'live' | 'import' | 'demo'

export type EventType<P> = { type: string; v: number; payload: z.ZodType<P> }

const declared = new Set<string>()

/** Declares a fact in the past tense. Payload: ids and what changed; never personal values, notes or form answers. */
export function defineEvent<P>(type: string, spec: { v: number; payload: z.ZodType<P> }): EventType<P> {
  declared.add(type)
  return { type, ...spec }
}

/** Whether a module of this process declares such a fact: a definition that counts another would count nothing. */
export const isDeclared = (type: string): boolean => declared.has(type)

/** What every event of one command has in common; `call` sets it for the command's transaction. */
export type Scope = {
  epoch: number
  actor: string
  actorUnit?: string | undefined
  request?: string | undefined
  origin: Origin
}

export type Fact<P> = {
  /** the record's key */
  record: string
  /** the record's version after this fact: raised under its row's lock, unique per record */
  version: number
  /** the unit answerable for the fact */
  unit: string
  occurredAt: Date
  payload: P
  /** seq of the event of the same record that this one undoes */
  undoes?: number | undefined
  actorUnit?: string | undefined
}

const scopes = new WeakMap<Db, Scope>()

/** Lets `emit` be used with this transaction. Only `call` and bulk loaders open a scope. */
export function openScope(db: Db, scope: Scope): void {
  scopes.set(db, scope)
}

export function scopeOf(db: Db): Scope {
  const scope = scopes.get(db)
  if (!scope) throw new Error('emit works only inside a command: this transaction has no scope')
  return scope
}

/** States a fact, in the command's transaction. */
export async function emit<P>(db: Db, event: EventType<P>, fact: Fact<P>): Promise<void> {
  await emitMany(db, event, [fact])
}

/** States many facts of one type by one statement. */
export async function emitMany<P>(db: Db, event: EventType<P>, facts: readonly Fact<P>[]): Promise<void> {
  if (facts.length === 0) return
  const { actorUnit } = scopeOf(db)
  await emitHistory(
    db,
    facts.map((fact) => ({
      ...fact,
      type: event.type,
      v: event.v,
      actorUnit: fact.actorUnit ?? actorUnit,
      payload: event.payload.parse(fact.payload),
    })),
  )
}

/** A fact of any type, as bulk loaders state it: the typed `emitMany` takes one type at a time, a history has several. */
export type LooseFact = Fact<unknown> & { type: string; v: number; actor?: string | undefined }

/** States a history of mixed types in the order given, by one statement. The payloads were made by typed code. */
export async function emitHistory(db: Db, facts: readonly LooseFact[]): Promise<void> {
  if (facts.length > 0) await unread(historyStatement(db, facts)).execute(db)
}

/** The same as a statement, to stand beside a module's own write: `with fact as (…) update …` saves a round trip. */
export function historyStatement(db: Db, facts: readonly LooseFact[]): RawBuilder<unknown> {
  const { epoch, actor, request, origin } = scopeOf(db)
  return sql`
    insert into core.event (epoch, request, origin, actor, ${sql.raw(factNames)})
    select ${epoch}::int, ${request ?? null}, ${origin}, coalesce(r.by, ${actor}), ${sql.raw(factNames)}
    from ${tableOf(facts, statedColumns)}`
}

const factColumns = {
  type: ofText<LooseFact>((fact) => fact.type),
  v: ofSmallint<LooseFact>((fact) => fact.v),
  record: ofText<LooseFact>((fact) => fact.record),
  version: ofInt<LooseFact>((fact) => fact.version),
  unit: ofText<LooseFact>((fact) => fact.unit),
  actor_unit: ofText<LooseFact>((fact) => fact.actorUnit),
  occurred_at: ofInstant<LooseFact>((fact) => fact.occurredAt),
  undoes: ofBigint<LooseFact>((fact) => fact.undoes),
  payload: ofJson<LooseFact>((fact) => fact.payload),
}
const factNames = namesOf(factColumns)
/** With who did it, where that is not the command's own actor. */
const statedColumns = { ...factColumns, by: ofText<LooseFact>((fact) => fact.actor) }

/** A place in the log: its order and each reader's cursor. `writtenIn` is an xid8 as text. */
export type Position = { epoch: number; writtenIn: string; seq: number }

export const logStart: Position = { epoch: 0, writtenIn: '0', seq: 0 }

export type StoredEvent = Position & {
  type: string
  v: number
  record: string
  version: number
  unit: string
  actor: string
  actorUnit: string | null
  occurredAt: Date
  recordedAt: Date
  origin: Origin
  undoes: number | null
  payload: unknown
}

const storedColumns =
  sql.raw(`e.epoch, e.written_in::text as "writtenIn", e.seq, e.type, e.v, e.record, e.version, e.unit, e.actor,
  e.actor_unit as "actorUnit", e.occurred_at as "occurredAt", e.recorded_at as "recordedAt", e.origin, e.undoes, e.payload`)

/** So many events after one position, up to and including another. */
export type Stretch = { after: Position; upTo: Position; events: number }

/**
 * The events of a stretch, to stand in `from`. They are counted off from its beginning, below the horizon nothing can come between: an
 * upper bound of three columns would not stop the database from reading the index to the log's end.
 */
export const eventsOf = ({ after, events }: Stretch): RawBuilder<unknown> => sql`(
  select * from core.event e
  where (e.epoch, e.written_in, e.seq) > (${after.epoch}::int, ${after.writtenIn}::xid8, ${after.seq}::bigint)
  order by e.epoch, e.written_in, e.seq limit ${events})`

/** The events of a stretch that a consumer wants: by type (`cases.*` for all of a module) and origin. */
export async function readStretch(
  db: Db,
  stretch: Stretch,
  wanted: { types: readonly string[]; origins?: readonly Origin[] },
): Promise<StoredEvent[]> {
  const patterns = wanted.types.map((type) => (type.endsWith('.*') ? `${type.slice(0, -1)}%` : type))
  const { rows } = await sql<StoredEvent>`
    select ${storedColumns} from ${eventsOf(stretch)} e
    where e.type like any(${patterns}) and (${wanted.origins ?? null}::text[] is null or e.origin = any(${wanted.origins ?? null}::text[]))
    order by e.epoch, e.written_in, e.seq`.execute(db)
  return rows
}

/**
 * The next events after a position, in log order (epoch, written_in, seq). A sequence is no commit order, so only events
 * below the horizon are read: every transaction that could still add one before them has ended.
 */
export async function readLog(db: Db, after: Position, limit: number): Promise<StoredEvent[]> {
  // written_in is read as text under another name: ordering by a text alias would sort 10000 before 9999.
  const { rows } = await sql<StoredEvent>`
    select ${storedColumns} from core.event e
    where (e.epoch, e.written_in, e.seq) > (${after.epoch}::int, ${after.writtenIn}::xid8, ${after.seq}::bigint)
      and (e.written_in < pg_snapshot_xmin(pg_current_snapshot()) or e.epoch < (select max(epoch) from core.cluster))
    order by e.epoch, e.written_in, e.seq
    limit ${limit}
  `.execute(db)
  return rows
}

/** Where the next `limit` readable events after a position end, and how many they are; undefined when there is none. */
export async function findStretchEnd(
  db: Db,
  after: Position,
  limit: number,
): Promise<{ upTo: Position; events: number } | undefined> {
  const { rows } = await sql<Position & { events: number }>`
    with stretch as (
      select e.epoch, e.written_in, e.seq from core.event e
      where (e.epoch, e.written_in, e.seq) > (${after.epoch}::int, ${after.writtenIn}::xid8, ${after.seq}::bigint)
        and (e.written_in < pg_snapshot_xmin(pg_current_snapshot()) or e.epoch < (select max(epoch) from core.cluster))
      order by e.epoch, e.written_in, e.seq limit ${limit})
    select epoch, written_in::text as "writtenIn", seq, (select count(*) from stretch) as events
    from stretch order by stretch.epoch desc, stretch.written_in desc, stretch.seq desc limit 1`.execute(db)
  const row = rows[0]
  return row && { upTo: { epoch: row.epoch, writtenIn: row.writtenIn, seq: row.seq }, events: row.events }
}

/** The history of one record, by its version. */
export async function listEventsOf(db: Db, record: string, afterVersion = 0): Promise<StoredEvent[]> {
  const { rows } = await sql<StoredEvent>`
    select e.epoch, e.written_in::text as "writtenIn", e.seq, e.type, e.v, e.record, e.version, e.unit, e.actor,
      e.actor_unit as "actorUnit", e.occurred_at as "occurredAt", e.recorded_at as "recordedAt", e.origin, e.undoes, e.payload
    from core.event e where e.record = ${record} and e.version > ${afterVersion}
    order by e.version
  `.execute(db)
  return rows
}

/** The last readable position of the log. */
export async function logEnd(db: Db): Promise<Position> {
  const { rows } = await sql<Position>`
    select e.epoch, e.written_in::text as "writtenIn", e.seq from core.event e
    where e.written_in < pg_snapshot_xmin(pg_current_snapshot()) or e.epoch < (select max(epoch) from core.cluster)
    order by e.epoch desc, e.written_in desc, e.seq desc limit 1
  `.execute(db)
  return rows[0] ?? logStart
}

/** Reads the cluster's epoch; raises it at the first start on another cluster, told by its system identifier. */
export async function enterEpoch(db: Db, options: { raise?: boolean } = {}): Promise<number> {
  const { rows } = await sql<{ epoch: number }>`
    with here as (select system_identifier::text as id from pg_control_system()),
    latest as (select epoch, system_identifier from core.cluster order by epoch desc limit 1),
    raised as (
      insert into core.cluster (epoch, system_identifier)
      select coalesce((select epoch from latest), 0) + 1, here.id from here
      where ${options.raise ?? false} or not exists (select 1 from latest where latest.system_identifier = here.id)
      on conflict do nothing
      returning epoch
    )
    select epoch from raised
    union all select latest.epoch from latest, here where latest.system_identifier = here.id and not ${options.raise ?? false}
    order by epoch desc limit 1
  `.execute(db)
  // None where another process has just raised it: it is there now.
  return rows[0]?.epoch ?? enterEpoch(db, options)
}
