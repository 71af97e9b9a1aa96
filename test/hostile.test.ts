/** Hostile input through the HTTP door: whatever stands in whichever field of whichever operation, the answer is an honest one. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Operation } from '#core/operation'
import { modules } from '../src/modules.ts'
import { dates, numbers, ordinary, sampleOf, half, nul, withLeaf, type Json } from './support/hostile.ts'
import { packWithIndicators } from './support/pack-folder.ts'
import {
  lanAnswers,
  openProvince,
  places,
  type Answer,
  type Person,
  type Place,
  type Province,
} from './support/province.ts'

const operations = modules.flatMap((module) => module.operations ?? [])
let t: Province
let removePack = (): void => undefined
const codes = new Map<Place, string>()

before(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tinhso-hostile-'))
  removePack = () => rmSync(folder, { recursive: true, force: true })
  t = await openProvince({ pack: packWithIndicators(join(folder, 'pack')) })
  for (const place of places) codes.set(place, await t.caseAt(place))
})
after(async () => {
  await t.close()
  removePack()
})

/** Where a case must stand for an operation to come as far as its text. */
const placeOf: Record<string, Place> = {
  'cases.accept': 'submitted',
  'cases.refuse-intake': 'submitted',
  'cases.withdraw': 'submitted',
  'cases.approve': 'at-decision',
  'cases.refuse': 'at-decision',
  'cases.return': 'resolved',
  'cases.rate': 'resolved',
}

const knownTo = ({ name }: Operation) => ({
  code: name.startsWith('cases.')
    ? (codes.get(placeOf[name] ?? 'accepted') ?? '')
    : name.startsWith('procedures.')
      ? 'note-copy'
      : '123456',
  procedure: 'note-copy',
  unit: '99001',
  competentUnit: '99001',
  receptionUnit: 'H99.101.01',
  parent: '99',
  answers: lanAnswers,
  applicant: { name: 'Trần Thị Lan', personalId: '045190001234', phone: '0912000111', address: 'Thôn Một' },
  papers: [],
  submitter: { name: 'Trần Văn Con', phone: '0912000333' },
  address: '0912000444',
  from: '2026-11-18',
  to: '2026-11-18',
  on: '2026-11-18',
  login: 'nobody',
  role: 'officer',
  indicator: 'closed',
})

const send = (operation: Operation, input: Json, as: Person): Promise<Answer> =>
  operation.kind === 'command'
    ? t.command(operation.name, input, { as })
    : t.query(operation.name, typeof input === 'object' && input !== null && !Array.isArray(input) ? input : {}, { as })

/** Success, or a problem of the sender's: never one of ours. */
const isHonest = ({ status, type }: Answer): boolean =>
  status < 400 || (status < 500 && type.startsWith('application/problem+json'))

/** A URL cannot carry half a character: it arrives as the sign for one that is not known. */
const mustBeRefused = ({ kind }: Operation, value: Json): boolean =>
  value === nul || (value === half && kind === 'command')

const show = (value: Json): string => JSON.stringify(value).slice(0, 40)

const hostile = { text: [nul, half, ...ordinary], number: numbers, date: dates }
const ofCitizens = /draft|cases\.submit|list-mine|prefill|^profiles\./

/** Every operation but those that end the session which this test lives by, or that are slow on purpose. */
const tried = operations.filter(({ name }) => !['people.sign-out', 'people.change-password'].includes(name))

describe('hostile input', { timeout: 240_000 }, () => {
  for (const operation of tried)
    test(`${operation.name} takes any text, number and day as what it is`, async () => {
      const { input, leaves } = sampleOf(operation, knownTo(operation))
      const as = ofCitizens.test(operation.name) ? 'lan' : 'ward'
      const faults: string[] = []
      for (const leaf of leaves)
        for (const value of hostile[leaf.kind]) {
          const answer = await send(operation, withLeaf(input, leaf.path, value), as)
          if (isHonest(answer) && (answer.status === 422 || !mustBeRefused(operation, value))) continue
          faults.push(`${leaf.path.join('.')} ${show(value)}: ${answer.status} ${answer.text.slice(0, 200)}`)
        }
      assert.deepEqual(faults, [])
    })
})
