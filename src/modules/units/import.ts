import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { invalid } from '#core/errors'
import { emit } from '#core/events'
import { readBoundaries } from './boundaries.ts'
import { boundariesImported } from './events.ts'
import { boundsOf, pointsOf } from './geometry.ts'
import { treeIn } from './ground.ts'
import { outlinesOf } from './outlines.ts'
import * as store from './store.ts'
import type { ImportView } from './views.ts'

/** All outlines together: under 300 kB of JSON at 20 bytes a point. */
const pointBudget = 12_000
const mostBytes = 512 * 1024 * 1024

/** Takes the good shapes of a GeoJSON collection; the same file again changes nothing. Works in a command's transaction. */
export async function takeBoundaries(ctx: Context, db: Db, content: unknown, now: Date): Promise<ImportView> {
  const tree = treeIn(ctx)
  const { read, shapes, rejected, problems } = readBoundaries(content, tree)
  const version = await store.lockBoundaries(db)
  const before = await store.shapeDigests(db)
  const news = [...shapes].map(([unit, shape]) => ({
    unit,
    shape,
    bounds: boundsOf(pointsOf(shape)),
    digest: createHash('sha256').update(JSON.stringify(shape)).digest('hex'),
  }))
  const changes = news.filter(({ unit, digest }) => before.get(unit) !== digest)
  const added = changes.filter(({ unit }) => !before.has(unit)).map(({ unit }) => unit)
  const changed = changes.filter(({ unit }) => before.has(unit)).map(({ unit }) => unit)
  if (changes.length > 0) {
    await store.saveShapes(db, changes)
    await renewOutlines(db)
    await store.raiseBoundaries(db, version + 1, now)
    await emit(db, boundariesImported, {
      record: 'units.boundaries',
      version: version + 1,
      unit: tree.province.code,
      occurredAt: now,
      payload: { added, changed },
    })
  }
  const unchanged = news.length - changes.length
  return { read, added: added.length, changed: changed.length, unchanged, rejected, problems }
}

/** Neighbours share borders, so one changed shape renews all outlines. */
async function renewOutlines(db: Db): Promise<void> {
  const all = await store.listShapes(db)
  const outlines = outlinesOf(
    all.map(({ shape }) => shape),
    pointBudget,
  )
  await store.saveOutlines(
    db,
    all.map(({ unit }, at) => ({ unit, shape: outlines[at] ?? [] })),
  )
}

/** A GeoJSON file, gzip undone. @throws invalid when it is not there or no JSON */
export async function readGeoJson(path: string): Promise<unknown> {
  try {
    const bytes = await readFile(path)
    const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b
    const text = zipped ? await promisify(gunzip)(bytes, { maxOutputLength: mostBytes }) : bytes
    return JSON.parse(text.toString('utf8').replace(/^\uFEFF/, ''))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw invalid('boundaries-unreadable', {
      vi: `Không đọc được tệp GeoJSON: ${reason}`,
      en: `The GeoJSON file cannot be read: ${reason}`,
    })
  }
}
