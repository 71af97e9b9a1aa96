import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Context } from '#core/context'
import { conflict, invalid, notFound } from '#core/errors'
import { emit } from '#core/events'
import { command, query } from '#core/operation'
import { findUnit } from '#modules/units'
import { paperShared, shareRevoked } from '../events.ts'
import { holderFor } from '../holder.ts'
import * as policy from '../policy.ts'
import { isUsable, openPapers } from '../reading.ts'
import { shareMinutes, shareStateOf } from '../rules.ts'
import { findShare, openShared, requireOpener } from '../sharing.ts'
import { findPaper, findPapers } from '../store/papers.ts'
import * as store from '../store/shares.ts'
import { newToken, shareUrl, tokenDigest } from '../tokens.ts'
import { presentShare, SharedView, ShareView, type Terms } from '../views.ts'

const ShareInput = z.strictObject({
  paper: z.uuid(),
  shows: z.enum(['facts', 'content', 'file']),
  /** to whom, in the person's words; or a unit, whose people alone can then open it */
  whom: z.string().trim().min(1).max(200).optional(),
  unit: z.string().max(40).optional(),
  purpose: z.string().trim().min(1).max(300),
  minutes: z.int().min(shareMinutes.least).max(shareMinutes.most),
})

export const sharePaper = command('profiles.share-paper', {
  summary: 'Show one of my papers to somebody for a time, by a code that they scan.',
  input: ShareInput,
  output: z.object({ id: z.uuid(), token: z.string(), url: z.string(), until: z.iso.datetime() }),
  allow: policy.isCitizen,
  unrepeatable: true,
  perMinute: 30,
  async run({ input, actor, db, ctx, now }) {
    checkRecipient(ctx, input)
    const row = await findPaper(db, input.paper, await holderFor(db, actor))
    const [paper] = row ? await openPapers(db, ctx, [row]) : []
    if (!row || !paper)
      throw notFound('paper-not-found', { vi: 'Không tìm thấy giấy tờ này.', en: 'There is no such paper.' })
    if (!isUsable(paper))
      throw conflict('paper-not-valid', {
        vi: 'Giấy tờ này không còn hiệu lực nên không chia sẻ được.',
        en: 'This paper is no longer valid.',
      })
    const token = newToken()
    const until = new Date(now.getTime() + input.minutes * 60_000)
    const { whom, purpose, shows, unit } = input
    const share = {
      id: randomUUID(),
      token: tokenDigest(ctx, token),
      paper: row.id,
      account: actor.id,
      shows,
      unit: unit ?? null,
      terms: ctx.vault.seal(JSON.stringify({ whom, purpose } satisfies z.input<typeof Terms>)),
      made_at: now,
      until,
    }
    await store.addShare(db, share)
    await emit(db, paperShared, {
      record: `share/${share.id}`,
      version: 1,
      unit: row.unit,
      occurredAt: now,
      payload: { paper: row.id, kind: row.kind, shows, until: until.toISOString() },
    })
    return { id: share.id, token, url: shareUrl(ctx, token), until: until.toISOString() }
  },
})

/** @throws invalid when nobody is named, or a unit that is none */
function checkRecipient(ctx: Context, { whom, unit }: z.output<typeof ShareInput>): void {
  if (whom === undefined && unit === undefined)
    throw invalid('share-for-nobody', { vi: 'Hãy ghi chia sẻ cho ai.', en: 'Please say for whom it is.' })
  if (unit !== undefined && !findUnit(ctx, unit))
    throw invalid('no-such-unit', { vi: 'Không có cơ quan này.', en: 'There is no such unit.' })
}

export const listShares = query('profiles.list-shares', {
  summary: 'To whom I have shown my papers, until when, and each time that it was opened.',
  input: z.strictObject({}),
  output: z.object({ items: z.array(ShareView) }),
  allow: policy.isCitizen,
  personal: () => 'person/own',
  async run({ actor, db, ctx, now }) {
    const shares = await store.listShares(db, actor.id)
    const rows = await findPapers(db, [...new Set(shares.map(({ paper }) => paper))])
    const papers = new Map((await openPapers(db, ctx, rows)).map((paper) => [paper.row.id, paper]))
    const openings = await store.listOpenings(
      db,
      shares.map(({ id }) => id),
    )
    return { items: shares.map((share) => presentShare(ctx, share, { paper: papers.get(share.paper), openings, now })) }
  },
})

export const revokeShare = command('profiles.revoke-share', {
  summary: 'End a share now: its code opens nothing any more.',
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ id: z.uuid() }),
  allow: policy.isCitizen,
  async run({ input, actor, db, now }) {
    const share = await store.lockShare(db, input.id, actor.id)
    if (!share) throw notFound('share-not-found', { vi: 'Không có lần chia sẻ này.', en: 'There is no such share.' })
    if (shareStateOf({ until: share.until, revokedAt: share.revoked_at }, now) !== 'open') return { id: share.id }
    await store.revokeShare(db, share, now)
    const [paper] = await findPapers(db, [share.paper])
    await emit(db, shareRevoked, {
      record: `share/${share.id}`,
      version: share.version + 1,
      unit: paper?.unit ?? '',
      occurredAt: now,
      payload: { paper: share.paper, kind: paper?.kind ?? '' },
    })
    return { id: share.id }
  },
})

export const openShare = command('profiles.open-share', {
  summary: 'What was shared under a code: public, counted, and nothing once it has ended.',
  input: z.strictObject({ token: z.string().max(80) }),
  output: SharedView,
  subject: findShare,
  allow: requireOpener,
  personal: (_, { share }) => `paper/${share.paper}`,
  unrepeatable: true,
  perMinute: 30,
  run: ({ input, subject, ...opening }) => openShared(opening, subject, { token: input.token, what: 'page' }),
})
