import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Consumer } from '#core/consumers'
import type { Context } from '#core/context'
import { dayOf } from '#core/days'
import type { Db } from '#core/db'
import { emitMany, openScope, scopeOf, type StoredEvent } from '#core/events'
import { listGranted, type GrantedCase } from '#modules/cases'
import { readIssued, type IssuedPaper } from '#modules/documents'
import { findIdentities } from '#modules/people'
import { paperAdded, paperEnded } from './events.ts'
import { kindsIn } from './kinds.ts'
import { holderOf } from './rules.ts'
import * as store from './store/papers.ts'

/** Results arrive by themselves: what a case has granted becomes a paper of its applicant, and ends with its document. */

const Issued = z.object({ kind: z.string(), about: z.string() })

const codeOf = ({ record }: StoredEvent): string => record.slice('document/'.length)

/** The case whose result a document is. */
function caseOf({ payload }: StoredEvent): string | undefined {
  const { kind, about } = Issued.parse(payload)
  return kind === 'result' && about.startsWith('case/') ? about.slice('case/'.length) : undefined
}

export const keepPapers: Consumer = {
  name: 'profiles.keep-papers',
  types: ['documents.issued', 'documents.revoked'],
  batch: 10_000,
  async handle(db, events, ctx) {
    const scope = scopeOf(db)
    for (const [origin, ofOrigin] of Map.groupBy(events, (event) => event.origin)) {
      openScope(db, { ...scope, origin })
      await takeIn(
        db,
        ctx,
        ofOrigin.filter(({ type }) => type === 'documents.issued'),
      )
      await end(
        db,
        ofOrigin.filter(({ type }) => type === 'documents.revoked'),
      )
    }
  },
}

async function takeIn(db: Db, ctx: Context, events: readonly StoredEvent[]): Promise<void> {
  const results = events.flatMap((event) => {
    const caseCode = caseOf(event)
    return caseCode === undefined ? [] : [{ code: codeOf(event), caseCode, at: event.occurredAt }]
  })
  if (results.length === 0) return
  const documents = await readIssued(
    db,
    ctx,
    results.map(({ code }) => code),
  )
  const granted = await listGranted(db, ctx, [...new Set(results.map(({ caseCode }) => caseCode))])
  const holders = await holdersOf(db, [...granted.values()])
  const rows = results.flatMap(({ code, caseCode, at }) => {
    const [document, found] = [documents.get(code), granted.get(caseCode)]
    return document && found ? paperOf(document, found, { account: holders.get(caseCode), at }) : []
  })
  const added = new Set(await store.addPapers(db, rows))
  await emitMany(
    db,
    paperAdded,
    rows
      .filter(({ id }) => added.has(id))
      .map((row) => ({
        record: `paper/${row.id}`,
        version: 1,
        unit: row.unit,
        occurredAt: row.added_at,
        payload: { kind: row.kind, source: 'issued' as const },
      })),
  )
  const single = Object.entries(kindsIn(ctx).kinds).flatMap(([kind, { one }]) => (one ? [kind] : []))
  await tellEnded(db, await store.replaceEarlier(db, [...added], single), 'replaced')
}

/** The account of each case's holder, by the case's code; none where its person has no account, or is not known. */
export async function holdersOf(db: Db, granted: readonly GrantedCase[]): Promise<Map<string, string>> {
  const identities = await findIdentities(db, {
    accounts: granted.flatMap(({ owner, applicantDigest }) => (owner && !applicantDigest ? [owner] : [])),
    idDigests: granted.flatMap(({ applicantDigest }) => (applicantDigest ? [Buffer.from(applicantDigest)] : [])),
  })
  const byDigest = new Map(identities.map(({ idDigest, account }) => [idDigest?.toString('hex'), account]))
  const names = new Map(identities.map(({ account, name }) => [account, name]))
  return new Map(
    granted.flatMap(({ code, owner, applicantName, applicantDigest }) => {
      const digest = applicantDigest && Buffer.from(applicantDigest).toString('hex')
      const holder = holderOf(
        { owner, applicantName, hasDigest: digest !== undefined },
        { byDigest: digest && byDigest.get(digest), ownerName: names.get(owner ?? '') },
      )
      return holder === undefined ? [] : [[code, holder]]
    }),
  )
}

type Arriving = { account: string | undefined; at: Date }

function paperOf(document: IssuedPaper, found: GrantedCase, { account, at }: Arriving): store.NewPaper[] {
  const digest = found.applicantDigest === undefined ? undefined : Buffer.from(found.applicantDigest)
  if (account === undefined && digest === undefined) return []
  return [
    {
      id: randomUUID(),
      account: account ?? null,
      id_digest: digest ?? null,
      kind: document.statement?.paper ?? found.definition.result.paper,
      source: 'issued',
      document: document.code,
      case_code: found.code,
      procedure: found.procedure,
      unit: document.unit,
      issued_on: dayOf(document.issuedAt),
      valid_until: document.statement?.validUntil ?? null,
      digest: null,
      media_type: null,
      size_bytes: null,
      particulars: null,
      added_at: at,
    },
  ]
}

async function end(db: Db, events: readonly StoredEvent[]): Promise<void> {
  const at = events.at(-1)?.occurredAt
  if (!at) return
  await tellEnded(db, await store.endPapers(db, { documents: events.map(codeOf) }, { how: 'revoked', at }), 'revoked')
}

const tellEnded = (db: Db, ended: readonly store.PaperRow[], how: 'revoked' | 'replaced'): Promise<void> =>
  emitMany(
    db,
    paperEnded,
    ended.map((row) => ({
      record: `paper/${row.id}`,
      version: row.version,
      unit: row.unit,
      occurredAt: row.ended_at ?? row.added_at,
      payload: { kind: row.kind, source: 'issued' as const, how },
    })),
  )

const Reused = z.object({ papers: z.array(z.uuid()) })

/** Where a paper was handed in again: its person sees it with the paper. */
export const keepUses: Consumer = {
  name: 'profiles.keep-uses',
  types: ['cases.papers-reused'],
  batch: 10_000,
  async handle(db, events) {
    await store.addUses(
      db,
      events.flatMap((event) =>
        Reused.parse(event.payload).papers.map((paper) => ({
          paper,
          case_code: event.record,
          used_at: event.occurredAt,
        })),
      ),
    )
  },
}
