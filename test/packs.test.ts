/** One suite over every definition of every pack: no mistake stands, and what is declared can be run. */
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { problemLine } from '#core/definitions'
import { readPack } from '../src/core/definitions/pack.ts'
import { decideFees, decidePapers, examine } from '#core/forms'
import { ProcedureWords } from '../src/modules/procedures/definition.ts'
import { modules } from '../src/modules.ts'

const kinds = modules.flatMap((module) => module.kinds ?? [])
const needs = modules.map((module) => module.needs ?? {})
const packs = ['test/pack', ...readdirSync('province').map((name) => `province/${name}`)]

for (const folder of packs) {
  test(`${folder}: the check finds no mistake`, () => {
    const errors = readPack(folder, kinds, needs).problems.filter((problem) => problem.severity === 'error')
    assert.deepEqual(errors.map(problemLine), [])
  })

  test(`${folder}: every procedure reads empty answers, and decides its fees and papers`, () => {
    const procedures = readPack(folder, kinds).written.filter(({ kind }) => kind === 'procedure')
    assert.ok(procedures.length > 0)
    for (const { id, content } of procedures) {
      const { form, fees, papers } = ProcedureWords.parse(content)
      const { problems, scope } = examine(form, {}, { today: '2026-11-18' })
      assert.ok(
        problems.every(({ message }) => message.vi && message.en),
        id,
      )
      for (const { amount } of decideFees(fees, scope)) assert.ok(amount === undefined || amount >= 0, id)
      decidePapers(papers, scope)
    }
  })
}

const fees = (code: string, raw: Record<string, unknown>) => {
  const found = readPack('province/quang-tri', kinds).written.find(
    ({ kind, content }) => kind === 'procedure' && ProcedureWords.parse(content).code === code,
  )
  const procedure = ProcedureWords.parse(found?.content)
  const { scope } = examine(procedure.form, raw, { today: '2026-11-18' })
  return decideFees(procedure.fees, scope).find((fee) => fee.kind === 'lệ phí')?.amount
}

const late = { child: { birthDate: '2026-01-05' }, deceased: { birthDate: '1940-01-05', deathDate: '2026-01-05' } }
const exemptions: readonly [code: string, free: Record<string, unknown>, due: Record<string, unknown>][] = [
  ['1.001193', { ...late, late: { merit: true } }, late],
  ['1.001193', { ...late, mother: { poor: true } }, late],
  ['1.000656', { ...late, late: { merit: true } }, late],
  ['1.004884', { applicant: { merit: true } }, {}],
  ['1.004859', { applicant: { merit: true } }, {}],
  ['1.004873', { applicant: { merit: true } }, {}],
  ['1.004222', { applicant: { exempt: true } }, {}],
]

for (const [code, free, due] of exemptions)
  test(`${code}: who is exempt by Luật Hộ tịch Đ11 or TT 75/2022/TT-BTC Đ4 pays no fee (${Object.keys(free).join(', ')})`, () => {
    assert.equal(fees(code, free), 0)
    assert.ok((fees(code, due) ?? 0) > 0)
  })
