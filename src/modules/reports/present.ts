import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { listEventsOf, type StoredEvent } from '#core/events'
import { findUnit } from '#modules/units'
import { namesOf } from '#modules/people'
import { z } from 'zod'
import { actionsOf } from './actions.ts'
import { categoryOf } from './catalogue.ts'
import { presentDetails } from './details.ts'
import { mayReopenUntil } from './following.ts'
import { states } from './lifecycle.ts'
import { envOf, type Loaded } from './load.ts'
import * as policy from './policy.ts'
import { openSender, secretOf } from './sealing.ts'
import { coverPersonal, metresBetween } from './showing.ts'
import * as beside from './store/beside.ts'
import { listMergedInto, listSplitFrom } from './store/lists.ts'
import { listPhotos, type Photo } from './store/photo.ts'
import { listRecordings } from './store/recording.ts'
import type { Stored } from './store/report.ts'
import type { ReportLine, ReportView } from './views.ts'

const named = (ctx: Context, code: string) => ({ code, name: findUnit(ctx, code)?.name ?? { vi: code } })

export const stateView = (state: keyof typeof states) => ({
  name: state,
  text: states[state].name,
  stage: states[state].stage,
})

/** `inside` for those who work on the reports or sent them: the whole text, the exact place. Others see what was cleared. */
export type Side = 'inside' | 'outside'

/** Lines of a list, with counts and first pictures by two look-ups for all of them. */
export async function presentLines(db: Db, ctx: Context, found: readonly Stored[], side: Side): Promise<ReportLine[]> {
  const codes = found.map(({ report }) => report.code)
  const [counts, photos] = await Promise.all([beside.countSupport(db, codes), listPhotos(db, codes)])
  const seen = photos.filter((photo) => side === 'inside' || photo.shown)
  const first = new Map(seen.toReversed().map((photo) => [photo.code, photo]))
  return found.map((stored) =>
    lineOf(ctx, stored, side, { counts: counts.get(stored.report.code), photo: first.get(stored.report.code) }),
  )
}

type Beside = { counts: beside.Counts | undefined; photo: Photo | undefined }

function lineOf(ctx: Context, { report, holding }: Stored, side: Side, { counts, photo }: Beside): ReportLine {
  const place = side === 'inside' ? holding.place : holding.shownPlace
  return {
    code: report.code,
    version: report.version,
    category: { id: report.category, name: categoryOf(ctx, holding.definition).name },
    state: stateView(report.state),
    text: side === 'inside' ? holding.text : (holding.publicText ?? ''),
    commune: named(ctx, report.commune),
    unit: named(ctx, report.unit),
    urgent: report.urgent,
    overdue: report.overdue,
    escalated: report.escalated,
    channel: report.channel,
    submittedAt: report.submittedAt.toISOString(),
    dueAt: report.dueAt?.toISOString(),
    ...(place && { place }),
    ...(photo && { photo: photoUrl(photo, 'small', side) }),
    met: counts?.met ?? 1,
    likes: counts?.likes ?? 0,
    assignee: side === 'inside' ? report.assignee : undefined,
  }
}

/** A covered picture keeps its address; the mark in it changes, so that no browser shows the old one. */
const photoUrl = (photo: Photo, size: 'whole' | 'small', side: Side): string => {
  const mark = (side === 'outside' ? (photo.masked ?? photo.digest) : photo.digest).slice(0, 8)
  const inside = side === 'inside' ? '&inside=1' : ''
  return `/api/reports/${photo.code}/photos/${photo.no}?size=${size}&mark=${mark}${inside}`
}

const photoView = (photo: Photo, side: Side, place: Stored['holding']['place']) => ({
  no: photo.no,
  moment: photo.moment,
  url: photoUrl(photo, 'whole', side),
  small: photoUrl(photo, 'small', side),
  width: photo.width,
  height: photo.height,
  takenAt: photo.takenAt?.toISOString(),
  ...(place && photo.takenPlace && { metresAway: metresBetween(place, photo.takenPlace) }),
  ...(side === 'inside' && { shown: photo.shown, masked: photo.masked !== undefined }),
})

/** A report as the person asking may see it. */
export async function presentReport(
  db: Db,
  ctx: Context,
  loaded: Loaded,
  actor: Actor,
  now: Date,
): Promise<ReportView> {
  const { report, stored, category } = loaded
  const { holding } = stored
  const side: Side = policy.maySeeWhole(actor, loaded) ? 'inside' : 'outside'
  const works = policy.mayHandle(actor, loaded)
  const [[line], photos, events, notes, supports, counts] = await Promise.all([
    presentLines(db, ctx, [stored], side),
    listPhotos(db, [report.code]),
    listEventsOf(db, report.code),
    beside.listNotes(db, report.code),
    policy.isKnown(actor) ? beside.listSupportOf(db, report.code, actor.id) : [],
    beside.countSupport(db, [report.code]),
  ])
  if (!line) throw new Error('a list of one has one line')
  const sender = holding.sender && openSender(ctx.vault, holding.sender)
  const env = envOf(ctx, category, { id: actor.id }, now)
  const isSender = policy.isSender(actor, loaded)
  return {
    ...line,
    address: side === 'inside' ? holding.address : undefined,
    answer: side === 'inside' || report.publishedAt ? holding.answer : undefined,
    answeredAt: report.answeredAt?.toISOString(),
    score: report.score,
    senderName: holding.showName ? sender?.name : undefined,
    visible: report.visible,
    photos: photos
      .filter((photo) => side === 'inside' || photo.shown)
      .map((photo) => photoView(photo, side, holding.place)),
    recordings: side === 'inside' ? await recordingsOf(db, report.code) : [],
    details: side === 'inside' ? presentDetails(ctx, category, holding.details) : [],
    timeline: await timelineOf(db, ctx, { events, notes, side, works }),
    followers: counts.get(report.code)?.followers ?? 0,
    mine: isSender,
    supports,
    mergedInto: report.mergedInto,
    splitFrom: side === 'inside' ? holding.splitFrom : undefined,
    splits: side === 'inside' ? await splitsOf(db, ctx, loaded) : [],
    reopenUntil: isSender ? mayReopenUntil(env, report)?.toISOString() : undefined,
    actions: actionsOf(actor, loaded, now, env),
    ...(works && {
      inside: {
        text: holding.text,
        suggestedText: holding.publicText ?? coverPersonal(holding.text),
        contact: sender,
        reopenings: report.reopenings,
        caseCodes: caseCodesIn(holding.text),
        merged: await listMergedInto(db, report.code),
      },
    }),
  }
}

const recordingsOf = async (db: Db, code: string) =>
  (await listRecordings(db, code)).map(({ id, media, sizeBytes }) => ({
    id,
    media,
    sizeBytes,
    url: `/api/reports/${code}/recordings/${id}`,
  }))

/** Whoever knows the secret of a report may know those of its parts. */
const splitsOf = async (db: Db, ctx: Context, { report, owner, knowsSecret }: Loaded) =>
  (await listSplitFrom(db, report.code)).map((code) => ({
    code,
    ...(knowsSecret && owner === undefined && { secret: secretOf(ctx, code) }),
  }))

/** A report about a case that takes too long names it: `H50.19.363-261118-0001`. */
const caseCodesIn = (text: string): string[] => [
  ...new Set(text.toUpperCase().match(/\b[A-Y]\d{2}(?:\.[A-Z0-9]+)*-\d{6}-\d{4,}\b/g) ?? []),
]

/** Which act's words belong to which fact. */
const actOf: Record<string, string> = {
  'reports.rejected': 'reject',
  'reports.supplement-asked': 'ask-supplement',
  'reports.supplemented': 'supplement',
  'reports.transferred': 'transfer',
  'reports.answered': 'answer',
  'reports.rated': 'rate',
  'reports.reopened': 'reopen',
  'reports.noted': 'note',
}
/** Facts of the desk's own work. */
const internal = new Set([
  'reports.noted',
  'reports.photo-masked',
  'reports.shown',
  'reports.reclassified',
  'reports.received',
])
const Towards = z.object({ to: z.string() })

type Told = { events: readonly StoredEvent[]; notes: readonly beside.NoteRow[]; side: Side; works: boolean }

async function timelineOf(db: Db, ctx: Context, { events, notes, side, works }: Told): Promise<ReportView['timeline']> {
  const shown = events.filter(({ type }) => works || !internal.has(type))
  const names = works
    ? await namesOf(
        db,
        shown.map(({ actor }) => actor),
      )
    : new Map<string, string>()
  return shown.map((event) => {
    const note = notes.find(({ no, act }) => no >= event.version && act === actOf[event.type])
    const to = event.type === 'reports.transferred' ? Towards.safeParse(event.payload).data?.to : undefined
    return {
      version: event.version,
      type: event.type,
      at: event.occurredAt.toISOString(),
      unit: named(ctx, event.unit),
      to: to === undefined ? undefined : findUnit(ctx, to)?.name,
      by: names.get(event.actor),
      text: note && (side === 'inside' || note.public) && (works || note.act !== 'note') ? note.text : undefined,
    }
  })
}
