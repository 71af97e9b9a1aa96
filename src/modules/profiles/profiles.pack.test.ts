/** Over every pack: what proposals fill is there to be filled, from what the closed case says. */
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { readPack } from '../../core/definitions/pack.ts'
import { checkExpression } from '../../core/forms/names.ts'
import { namesOf } from '../../core/forms/scope.ts'
import { modules } from '../../modules.ts'
import { ProcedureWords, type Procedure } from '../procedures/definition.ts'
import { paperKindsKind } from './definition.ts'
import { ProposalWords } from './proposal-definition.ts'

const kinds = modules.flatMap((module) => module.kinds ?? [])
const packs = ['test/pack', ...readdirSync('province').map((name) => `province/${name}`)]

const fieldAt = ({ form }: Procedure, path: string) => {
  const [section = '', ...rest] = path.split('.')
  const found = form.find(({ id }) => id === section)
  const repeated = rest.length === 2
  return found && (found.repeat !== undefined) === repeated
    ? found.fields.find(({ id }) => id === rest.at(-1))
    : undefined
}

for (const folder of packs) {
  const { written } = readPack(folder, kinds)
  // Of several versions the one that holds first: the others come behind it in the pack's order.
  const procedures = new Map(
    written
      .toReversed()
      .flatMap(({ kind, id, content }) => (kind === 'procedure' ? [[id, ProcedureWords.parse(content)]] : [])),
  )

  test(`${folder}: a proposal fills fields that its procedure has, by names that the closed case has`, () => {
    const wrong: string[] = []
    for (const { kind, id, content } of written) {
      if (kind !== 'proposal') continue
      const { after, propose } = ProposalWords.parse(content)
      const closed = procedures.get(after)
      assert.ok(closed, `${id}: ${after}`)
      const check = (expression: string) => {
        for (const { message } of checkExpression(expression, namesOf(closed.form)))
          wrong.push(`${id}: ${expression}: ${message}`)
      }
      for (const offer of propose) {
        if (offer.if !== undefined) check(offer.if)
        const target = procedures.get(offer.id)
        for (const [path, expression] of Object.entries(offer.fill)) {
          check(expression)
          if (!target || !fieldAt(target, path)) wrong.push(`${id}: ${offer.id} has no ${path}`)
        }
      }
    }
    assert.deepEqual(wrong, [])
  })

  test(`${folder}: what a kind of paper states stands in the form of a procedure that issues it`, () => {
    const wrong: string[] = []
    for (const { kind, content } of written) {
      if (kind !== paperKindsKind.kind) continue
      for (const [paper, { states }] of Object.entries(paperKindsKind.schema.parse(content).kinds)) {
        const issuing = [...procedures.values()].filter(({ result }) => result.paper === paper)
        for (const [name, paths] of Object.entries(states))
          for (const path of paths)
            if (!issuing.some((procedure) => fieldAt(procedure, path))) wrong.push(`${paper}.${name}: ${path}`)
      }
    }
    assert.deepEqual(wrong, [])
  })
}
