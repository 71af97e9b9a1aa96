import { sql } from 'kysely'
import type { Bench, Province } from './ground.ts'
import { emptyRoute } from './load/server.ts'
import { percentile, spread, whole, type Row } from './table.ts'

const reach = 20

type Viewer = { who: string; account: string; query: Record<string, string> }

/** One page of work with its counts, as the work face asks for them: two requests, one after the other, through the server. */
export async function measureInbox(bench: Bench): Promise<Row[]> {
  const sizes = [await bench.small(), await bench.large()] as const
  const rows: Row[] = []
  const empty = await emptyRoute(await sizes[1].server())
  for (const at of (await viewersOf(sizes[1])).keys()) {
    const found = []
    for (const province of sizes) {
      const viewer = (await viewersOf(province))[at]
      if (viewer) found.push({ viewer, province, took: await measure(bench, province, viewer) })
    }
    const worst = Math.max(...found.map(({ took }) => percentile(took, 0.99)))
    rows.push({
      what: `inbox page with counts, ${found[0]?.viewer.who}`,
      measured: found.map(({ province, took }) => `${whole(province.cases)} cases: ${spread(took)}`).join('; '),
      peer: `the smaller province; ${empty}`,
      reach: `p99 ≤ ${reach} ms at both`,
      holds: worst <= reach,
    })
  }
  return rows
}

/** The busiest receptionist and department officer of the province, and its leader; without and with a filter. */
async function viewersOf(province: Province | undefined): Promise<Viewer[]> {
  if (!province) return []
  const { db } = province.opened.ctx
  const busiest = async (roles: readonly string[], outside: RegExp) => {
    const { rows } = await sql<{ work_unit: string; role: string; procedure: string }>`
      select work_unit, role, min(procedure) as procedure from cases.case
      where ended_at is null and role = any(${[...roles]}::text[]) group by 1, 2 order by count(*) desc`.execute(db)
    const found = rows.find((row) => outside.test(row.work_unit))
    return found && { account: `demo-${found.work_unit}-${found.role}-0`, procedure: found.procedure }
  }
  const receptionist = await busiest(['receptionist'], /./)
  const officer = await busiest(['specialist', 'civil-status-officer', 'land-officer'], /^H/)
  const procedure = receptionist?.procedure ?? ''
  const people = [
    { who: "a commune's receptionist", account: receptionist?.account, view: {}, filter: { procedure } },
    {
      who: "a department's officer",
      account: officer?.account,
      view: {},
      filter: { procedure: officer?.procedure ?? '' },
    },
    { who: 'a province-wide viewer', account: 'demo-44-leader-0', view: { view: 'all' }, filter: { procedure } },
  ]
  return people.flatMap(({ who, account, view, filter }) =>
    account === undefined
      ? []
      : [
          { who, account, query: view },
          { who: `${who}, one procedure`, account, query: { ...view, ...filter } },
          { who: `${who}, overdue`, account, query: { ...view, state: 'overdue' } },
        ],
  )
}

async function measure(bench: Bench, province: Province, { account, query }: Viewer): Promise<number[]> {
  const server = await province.server()
  const cookie = await server.signIn(account)
  const { procedure } = query
  const page = { path: `/api/cases.inbox?${new URLSearchParams(query).toString()}`, cookie }
  const counts = { path: `/api/cases.counts?${new URLSearchParams(procedure ? { procedure } : {}).toString()}`, cookie }
  const pairs = Math.max(20, bench.seconds * 40)
  const result = await server.load({
    connections: 1,
    warm: 200,
    requests: Array.from({ length: 200 + pairs * 2 }, (_, at) => (at % 2 === 0 ? page : counts)),
  })
  if (result.refused > 0) throw new Error(`an inbox was refused: ${result.firstRefusal}`)
  return Array.from(
    { length: pairs },
    (_, at) => (result.milliseconds[at * 2] ?? 0) + (result.milliseconds[at * 2 + 1] ?? 0),
  )
}
