import { randomUUID } from 'node:crypto'
import { optionCheck, listKind } from '#core/lists'
import { dayOf } from '#core/days'
import { procedureKind } from '#modules/procedures'
import { listUnits } from '#modules/units'
import { makeAnswers } from '../simulator/answers.ts'
import { makePerson } from '../simulator/people.ts'
import { randomOf } from '../simulator/random.ts'
import { measureDriver } from './driver.ts'
import type { Bench, Province } from './ground.ts'
import { percentile, spread, whole, type Row } from './table.ts'

const reach = { perSecond: 1_000, milliseconds: 100 }
const connections = 12
/** Filed online without a file: what an upload costs is not what is measured here. */
const filed = ['certified-copies', 'civil-status-extract', 'marital-status-confirmation', 'household-business-closing']
const citizens = 40

/** Forms filed through the server, each with its idempotency key, all over the province; acknowledged is durable. */
export async function measureSubmit(bench: Bench): Promise<Row[]> {
  const { opened, server: start } = await bench.large()
  const server = await start()
  const forms = formsOf(opened)
  const cookies: string[] = []
  for (let no = 0; no < citizens; no += 1) cookies.push(await server.signIn(`demo-citizen-${no}`))
  const requests = Array.from({ length: Math.max(40, bench.seconds * reach.perSecond) }, (_, at) => ({
    path: '/api/cases.submit',
    body: forms[at % forms.length] ?? {},
    cookie: cookies[at % cookies.length] ?? '',
    key: randomUUID(),
  }))
  const warm = Math.min(1_000, Math.floor(requests.length / 4))
  const done = await server.load({ connections, warm, requests })
  if (done.refused > 0) throw new Error(`a form was refused: ${done.firstRefusal}`)
  const perSecond = done.milliseconds.length / done.seconds
  const driver = await measureDriver(opened, Math.max(20, bench.seconds * 300))
  return [
    {
      what: `cases.submit, acknowledged and durable: ${whole(done.milliseconds.length)} forms on ${connections} connections, pool 8`,
      measured: `${whole(perSecond)}/s, ${spread(done.milliseconds)}`,
      peer: `the same rows by the driver alone, pool 8: ${whole(driver.perSecond)}/s, ${spread(driver.milliseconds)}`,
      reach: `≥ ${whole(reach.perSecond)}/s, p99 ≤ ${reach.milliseconds} ms`,
      holds: perSecond >= reach.perSecond && percentile(done.milliseconds, 0.99) <= reach.milliseconds,
    },
  ]
}

/** Filled forms for every commune, made by the people of the simulator. */
export function formsOf({ ctx }: Province['opened']): Record<string, unknown>[] {
  const random = randomOf(8)
  const today = dayOf(ctx.clock())
  const communes = listUnits(ctx).filter((unit) => unit.kind === 'commune')
  return communes.flatMap((commune) => {
    const at = { commune: commune.code, communeName: commune.name.vi }
    return filed.flatMap((procedure) => {
      const { body } = ctx.definitions.get(procedureKind, procedure)
      const answers = makeAnswers(random, body.form, makePerson(random, at), {
        today,
        hasOption: optionCheck(ctx.definitions, today),
        optionsOf: (list) => ctx.definitions.find(listKind, list)?.body.options.map((option) => option.value) ?? [],
        units: communes.map(({ code }) => code),
        ...at,
      })
      return answers ? [{ procedure, competentUnit: commune.code, answers }] : []
    })
  })
}
