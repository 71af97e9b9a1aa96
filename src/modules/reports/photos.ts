import { randomUUID } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'
import sharp, { type OverlayOptions, type Sharp } from 'sharp'
import type { Context } from '#core/context'
import { invalid } from '#core/errors'
import { readExif } from './exif.ts'
import * as store from './store/photo.ts'

/** Pictures are drawn anew when they come: what rode in the file (place, camera, hidden bytes) does not get in. */

export const maxPhotoBytes = 15 * 1024 * 1024
/** A picture of a telephone has up to 50 million points; a small file that unfolds into more is no photo. */
const maxPoints = 60_000_000
const longSide = 1_600
const smallSide = 480
const mediaTypes = new Set(['image/jpeg', 'image/png', 'image/webp'])

const unreadable = () =>
  invalid('photo-unreadable', {
    vi: 'Không đọc được ảnh này. Chỉ nhận ảnh JPEG, PNG hoặc WebP còn nguyên vẹn.',
    en: 'This picture cannot be read. JPEG, PNG and WebP pictures are accepted.',
  })

const open = (content: Buffer): Sharp => sharp(content, { limitInputPixels: maxPoints, failOn: 'error' })

/**
 * Takes a picture that is to go into a report.
 * @returns its id, for the command that uses it, and what the camera wrote
 * @throws invalid for what is no picture, whatever its name, or is too large unfolded
 */
export async function takePhoto(ctx: Context, content: Buffer): Promise<{ id: string } & store.Picture> {
  const type = await fileTypeFromBuffer(content).catch(() => undefined)
  if (!type || !mediaTypes.has(type.mime)) throw unreadable()
  const drawn = await draw(ctx, content)
  const id = randomUUID()
  await store.addUpload(ctx.db, id, drawn, ctx.clock())
  return { id, ...drawn }
}

async function draw(ctx: Context, content: Buffer): Promise<store.Picture> {
  try {
    const { exif } = await open(content).metadata()
    const { takenAt, place } = exif ? readExif(exif) : {}
    return { ...(await keep(ctx, open(content).rotate())), takenAt, takenPlace: place }
  } catch {
    throw unreadable()
  }
}

async function keep(ctx: Context, picture: Sharp) {
  const fit = (side: number) => ({ width: side, height: side, fit: 'inside', withoutEnlargement: true }) as const
  const { data, info } = await picture
    .resize(fit(longSide))
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 80 })
    .toBuffer({ resolveWithObject: true })
  const small = await sharp(data).resize(fit(smallSide)).jpeg({ quality: 74 }).toBuffer()
  const [whole, little] = await Promise.all([ctx.files.put(data), ctx.files.put(small)])
  return { digest: whole.digest, small: little.digest, width: info.width, height: info.height }
}

export type Cover = { x: number; y: number; width: number; height: number }

const coverColour = '#5b6675'

/** The picture with plain rectangles over what is not for everybody: nothing of it can be seen through them. */
export async function coverPicture(ctx: Context, digest: string, covers: readonly Cover[]) {
  const content = await ctx.files.bytes(digest)
  const { width, height } = await open(content).metadata()
  const overlays = covers.map((cover) => overlayOf(cover, width, height))
  const covered = await open(content).composite(overlays).jpeg({ quality: 80 }).toBuffer()
  return keep(ctx, sharp(covered))
}

function overlayOf(cover: Cover, width: number, height: number): OverlayOptions {
  const left = Math.min(Math.floor(cover.x * width), width - 1)
  const top = Math.min(Math.floor(cover.y * height), height - 1)
  const size = {
    width: Math.max(1, Math.min(Math.ceil(cover.width * width), width - left)),
    height: Math.max(1, Math.min(Math.ceil(cover.height * height), height - top)),
  }
  return { input: { create: { ...size, channels: 3, background: coverColour } }, left, top }
}
