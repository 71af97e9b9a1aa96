import { drain } from '#core/consumers'
import type { Context } from '#core/context'
import { refreshStatistics } from '#core/db'
import { fillOnce } from '#core/mark'
import { keepCells } from '#modules/indicators'
import { keepPapers, proposeNext } from '#modules/profiles'
import { makePast } from './bulk.ts'
import { citizenOf, registerBirth, shareOne } from './live-birth.ts'
import type { OwnPerson } from './own-cases.ts'
import { giveMandates } from './mandates.ts'
import { publishTrialNews } from './news.ts'
import { makeReports } from './reports.ts'
import { makeHalls } from './halls.ts'
import { announceInDemo } from './notices.ts'
import { addDemoPeople } from './staff.ts'

export { demoPassword } from './staff.ts'

const seed = 20_250_701
const reports = 420
/** Where the demo's officials sit: their desks have some work that waits. */
const busy = { commune: '19333', days: 12, count: 180 }

/** The past is counted in few stretches: each writes a cell once, however many of its facts belong there. */
const manyFacts = 100_000

type Filling = { cases: number; say: (line: string) => void }

/** Fills a new demo: its people, and twelve months of cases with the map reckoned. Once. */
export const fillDemo = (ctx: Context, filling: Filling): Promise<void> => fillOnce(ctx.db, () => fill(ctx, filling))

async function fill(ctx: Context, { cases, say }: Filling): Promise<number> {
  const started = Date.now()
  const { count: people, own } = await addDemoPeople(ctx)
  await publishTrialNews(ctx)
  await announceInDemo(ctx)
  say(`${people} made-up people, ${cases} cases of twelve months …`)
  let told = 0
  const made = await makePast(ctx, {
    count: cases,
    months: 12,
    seed,
    own,
    ...(cases > 0 && { busy }),
    onProgress: (done) => {
      if (done - told < 5_000) return
      told = done
      const rate = done / ((Date.now() - started) / 1000)
      say(`  ${done} cases (${Math.round(rate)}/s, ${Math.ceil((cases - done) / rate)} s left)`)
    },
  })
  if (cases > 0) await makeReports(ctx, { count: reports, seed, busy: busy.commune })
  await makeHalls(ctx, { seed, own })
  await drain(ctx, [keepCells, keepPapers, proposeNext], manyFacts)
  await playOwn(ctx, own)
  await refreshStatistics(ctx.db)
  say(`${made} cases made and counted in ${((Date.now() - started) / 1000).toFixed(1)} s`)
  return made
}

/** What the demo's own people do live while it is filled: a birth, whose closing proposes what is next; a paper that is shown. */
async function playOwn(ctx: Context, own: readonly OwnPerson[]): Promise<void> {
  const [first] = own
  if (!first) return
  const parent = citizenOf(first.account, first.person.name)
  await registerBirth(ctx, parent)
  await drain(ctx, [keepPapers, proposeNext])
  await shareOne(ctx, parent)
  await giveMandates(ctx, own)
}
