import { rebuildCells } from '#modules/indicators'
import { closeCases } from './closing.ts'
import { timed, type Bench } from './ground.ts'
import { percentile, seconds, spread, whole, type Row } from './table.ts'

const reach = 45
const reachOfMessages = 1_000
/** The reach is said of so many cases: fewer prove nothing. */
const reachCases = 990_000

/** Every cell made anew from the log while the platform works on: twenty cases a second are closed meanwhile. */
export async function measureRebuild(bench: Bench): Promise<Row[]> {
  const { cases, ...province } = await bench.large()
  await province.server()
  let events = 0
  const [{ waits }, { seconds: took }] = await Promise.all([
    closeCases(province, { perSecond: 20, seconds: bench.seconds * 2 }),
    timed(() => rebuildCells(province.opened.ctx, (done) => void (events = done))),
  ])
  return [
    {
      what: `rebuild of all cells at ${whole(cases)} cases (${whole(events)} events)`,
      measured: `${seconds(took)}; ${whole(events / took)} events/s; live messages meanwhile ${spread(waits)}`,
      peer: '20 closes/s meanwhile',
      reach: `≤ ${reach} s at 1,000,000 cases; messages ≤ 1 s`,
      holds: cases < reachCases ? undefined : took <= reach && percentile(waits, 0.99) <= reachOfMessages,
    },
  ]
}
