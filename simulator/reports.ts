import { system } from '#core/actor'
import { transact } from '#core/call'
import type { Context } from '#core/context'
import { reportHistory, type ReportChange } from '#modules/reports'
import { communeAt, listUnits, type Unit } from '#modules/units'
import { drawScenes, type Drawings } from './drawings.ts'
import { Play } from './report-history.ts'
import { fill, reportTexts } from './report-texts.ts'
import { randomOf, type Random } from './random.ts'
import { holdersOf } from './staff.ts'
import { makeVoices } from './voices.ts'

/** The reports of some months, made by the rules and events of live work, with origin `demo`: nobody is told. */

const days = 110

export type Category = ReturnType<typeof reportHistory.categoriesIn>[number]
export type Maker = {
  ctx: Context
  random: Random
  until: Date
  categories: readonly Category[]
  communes: readonly Unit[]
  drawings: Drawings
  holder: ReturnType<typeof holdersOf>
  /** the commune whose desk is full */
  busy: string
}

/** Reports come more from towns, and about some things more than about others. */
const often: Readonly<Record<string, number>> = {
  'road-damage': 9,
  waste: 9,
  'street-light': 7,
  flooding: 6,
  noise: 5,
  'fallen-tree': 4,
  'stray-dogs': 4,
  pavement: 4,
  electricity: 3,
  'clean-water': 3,
}

export type Note = Parameters<typeof reportHistory.addNotes>[1][number]
export type Photo = Parameters<typeof reportHistory.addPhotos>[1][number]

type Made = {
  stored: Parameters<typeof reportHistory.addReports>[1][number]
  facts: ReportChange['facts']
  notes: Note[]
  photos: Photo[]
  support: Parameters<typeof reportHistory.addSupports>[1][number][]
}

export async function makeReports(
  ctx: Context,
  options: { count: number; seed: number; busy: string },
): Promise<number> {
  const random = randomOf(options.seed)
  const maker: Maker = {
    ctx,
    random,
    until: ctx.clock(),
    categories: reportHistory.categoriesIn(ctx),
    communes: listUnits(ctx).filter(({ kind }) => kind === 'commune'),
    drawings: await drawScenes(ctx),
    holder: holdersOf(ctx),
    busy: options.busy,
  }
  const made: Made[] = []
  for (let no = 0; no < options.count; no += 1) {
    const one = await makeReport(maker, no)
    if (one) made.push(one)
  }
  await transact(ctx, system, { origin: 'demo' }, async (db) => {
    const facts = made.flatMap((one) => one.facts)
    await reportHistory.addReports(
      db,
      made.map(({ stored }) => stored),
      facts.toSorted((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime()),
    )
    await reportHistory.addNotes(
      db,
      made.flatMap(({ notes }) => notes),
    )
    await reportHistory.addPhotos(
      db,
      made.flatMap(({ photos }) => photos),
    )
    await reportHistory.addSupports(
      db,
      made.flatMap(({ support }) => support),
    )
    await reportHistory.rebuildMap(db)
    await makeVoices(db, ctx, random)
  })
  return made.length
}

async function makeReport(maker: Maker, no: number): Promise<Made | undefined> {
  const { ctx, random, until } = maker
  const commune = random.weighted(maker.communes, ({ code, type }) =>
    code === maker.busy ? 16 : type === 'ward' ? 4 : 1,
  )
  const category = random.weighted(maker.categories, ({ id }) => often[id] ?? 1.4)
  const texts = reportTexts[category.id]
  const place = await placeIn(maker, commune)
  if (!texts || !place) return undefined
  const at = new Date(until.getTime() - random.next() ** 1.4 * days * 86_400_000 - 600_000)
  const owner = random.chance(0.55) || !category.body.anonymous ? `demo-citizen-${no % 40}` : undefined
  const play = new Play(maker, { category, commune: commune.code, at, urgent: random.chance(0.07), owner })
  play.run()
  const text = fill(random, random.pick(texts.said))
  const answer = play.report.answeredAt ? random.pick(texts.answered) : undefined
  const drawing = random.chance(0.75) ? maker.drawings.get(category.id) : undefined
  return {
    stored: {
      report: play.report,
      holding: {
        origin: 'demo',
        definition: category.digest,
        place,
        shownPlace: reportHistory.shownPlace(category.body, place),
        address: undefined,
        text,
        publicText: play.report.visible ? text : undefined,
        answer,
        details: {},
        owner,
        filedBy: undefined,
        sender: owner ? reportHistory.sealSender(ctx.vault, { name: `Người dân ${no % 40}` }) : undefined,
        showName: false,
      },
    },
    facts: play.facts,
    notes: play.notes(answer),
    photos: play.photos(drawing),
    support: play.report.visible ? supportOf(random, play.report.code, at) : [],
  }
}

/** Near where the commune's people live, and inside its borders. */
async function placeIn({ ctx, random }: Maker, { code, position }: Unit): Promise<[number, number] | undefined> {
  if (!position) return undefined
  for (const reach of [0.022, 0.012, 0.006, 0]) {
    const place: [number, number] = [
      round(position[0] + (random.next() + random.next() - 1) * reach),
      round(position[1] + (random.next() + random.next() - 1) * reach),
    ]
    if ((await communeAt(ctx, ctx.db, place))?.code === code) return place
  }
  return undefined
}

const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5

const supportOf = (random: Random, code: string, at: Date): Made['support'] =>
  Array.from({ length: random.chance(0.35) ? random.int(1, 14) : 0 }, (_, no) => ({
    code,
    kind: random.pick(['met', 'met', 'follow', 'like', 'like'] as const),
    account: `demo-citizen-${(no * 7 + random.int(0, 6)) % 40}`,
    at,
  }))
