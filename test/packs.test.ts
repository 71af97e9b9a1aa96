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
