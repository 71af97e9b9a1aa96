import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import type { Definition } from '#core/definitions'
import { invalid, notFound, tooMany } from '#core/errors'
import { scopeOf } from '#core/events'
import { communeAt, findUnit, unitOf } from '#modules/units'
import { presentAct } from './acting.ts'
import { rulesIn, unitFor } from './catalogue.ts'
import { newCode } from './code.ts'
import type { Category } from './definition.ts'
import { readDetails } from './details.ts'
import type { Channel } from './events.ts'
import { envOf } from './load.ts'
import * as rules from './rules.ts'
import { useRecordings } from './recordings.ts'
import { sealSender, secretOf, type Sender } from './sealing.ts'
import { shownPlace } from './showing.ts'
import * as beside from './store/beside.ts'
import * as photos from './store/photo.ts'
import { addReports, type Place } from './store/report.ts'

/** A report comes in, by whatever way. */
export type Filing = { db: Db; ctx: Context; actor: Actor; now: Date; address: string }

export type Filed = {
  category: Definition<Category>
  channel: Channel
  text: string
  place?: Place | undefined
  commune?: string | undefined
  /** answerable in place of the category's unit, and who there */
  unit?: string | undefined
  assignee?: string | undefined
  address?: string | undefined
  details: Record<string, unknown>
  photos: readonly string[]
  recordings?: readonly string[]
  urgent: boolean
  /** the account whose report it is; nobody's where it is anonymous */
  owner?: string | undefined
  sender?: Sender | undefined
  showName: boolean
}

/** @throws invalid where the place lies outside, or nothing says where it is */
export async function fileReport(filing: Filing, filed: Filed) {
  const { db, ctx, actor, now } = filing
  const { category, channel, urgent } = filed
  const commune = await communeOfPlace(filing, filed)
  const details = readDetails(ctx, category.body, filed.details, now)
  const pictures = await takePictures(db, filed.photos)
  const by = {
    id: filed.owner === undefined && channel === 'online' ? 'anonymous' : actor.id,
    unit: actor.posts[0]?.unit,
  }
  const code = newCode(now)
  const unit = filed.unit ?? unitFor(ctx, category.body, commune)
  const { assignee } = filed
  const env = envOf(ctx, category.body, by, now)
  const { report, facts } = rules.submit(env, { code, category: category.id, channel, commune, unit, urgent, assignee })
  const holding = {
    origin: scopeOf(db).origin,
    definition: category.digest,
    place: filed.place,
    shownPlace: shownPlace(category.body, filed.place),
    address: filed.address,
    text: filed.text,
    publicText: undefined,
    answer: undefined,
    details,
    owner: filed.owner,
    filedBy: channel === 'online' ? undefined : actor.id,
    sender: filed.sender && sealSender(ctx.vault, filed.sender),
    showName: filed.showName && filed.sender?.name !== undefined,
  }
  await addReports(db, [{ report, holding }], facts)
  await useRecordings(db, code, filed.recordings ?? [])
  const added = { code, moment: 'before' as const, by: by.id, at: now, shown: false }
  await photos.addPhotos(
    db,
    pictures.map((picture) => ({ ...picture, ...added })),
  )
  return {
    ...presentAct(report),
    secret: filed.owner === undefined ? secretOf(ctx, code) : undefined,
    commune: named(ctx, commune),
    unit: named(ctx, unit),
    submittedAt: now.toISOString(),
  }
}

const named = (ctx: Context, code: string) => ({ code, name: unitOf(ctx, code).name })

async function communeOfPlace({ db, ctx }: Filing, { place, commune }: Filed): Promise<string> {
  if (place) {
    const found = await communeAt(ctx, db, place)
    if (found) return found.code
    throw invalid('outside-province', {
      vi: 'Vị trí này nằm ngoài tỉnh. Hãy đặt lại ghim trên bản đồ.',
      en: 'This place lies outside the province. Please move the pin.',
    })
  }
  if (commune !== undefined && findUnit(ctx, commune)?.kind === 'commune') return commune
  throw invalid('place-needed', {
    vi: 'Hãy đặt ghim trên bản đồ, hoặc chọn xã, phường nơi xảy ra.',
    en: 'Please set the pin on the map, or choose the commune where it is.',
  })
}

/** The pictures that were sent before. @throws notFound where one is unknown or used already */
export async function takePictures(db: Db, ids: readonly string[]): Promise<photos.Picture[]> {
  const found = await photos.takeUploads(db, ids)
  return ids.map((id) => {
    const picture = found.get(id)
    if (picture) return picture
    throw notFound('photo-not-found', {
      vi: 'Không tìm thấy ảnh đã tải lên. Xin tải lại ảnh.',
      en: 'The uploaded photo was not found. Please upload it again.',
    })
  })
}

const hourMilliseconds = 3_600_000

/** Holds back floods from one account or address. Only keyed digests are kept, for a day. @throws tooMany */
export async function guardFlood({ db, ctx, actor, now, address }: Filing): Promise<void> {
  const { perAccount, perAddress } = rulesIn(ctx).floods
  const known = actor.kind === 'anonymous' ? [] : [{ key: `account ${actor.id}`, most: perAccount }]
  const senders = [...known, ...(address ? [{ key: `address ${address}`, most: perAddress }] : [])]
  const digests = senders.map(({ key, most }) => ({ digest: ctx.vault.digest(`reports ${key}`), most }))
  for (const { digest, most } of digests)
    if ((await beside.countSendings(db, digest, new Date(now.getTime() - hourMilliseconds))) >= most)
      throw tooMany(
        'too-many-reports',
        {
          vi: 'Bạn đã gửi nhiều phản ánh trong một giờ. Xin gửi tiếp sau; việc khẩn cấp hãy gọi 113, 114 hoặc 115.',
          en: 'You have sent many reports within an hour. Please go on later; in an emergency call 113, 114 or 115.',
        },
        { retryAfterSeconds: 3_600 },
      )
  await beside.addSendings(
    db,
    digests.map(({ digest }) => digest),
    now,
  )
}
