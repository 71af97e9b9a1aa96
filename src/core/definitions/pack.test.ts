import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { checkPack, defineKind, problemLine } from '#core/definitions'
import { packFolder } from '#test/pack-folder'
import { DurationWords, Id, TextWords, named } from './words.ts'
import { didYouMean, editDistance } from './problem.ts'

const roles = defineKind({
  kind: 'roles',
  file: 'roles.yaml',
  required: true,
  schema: z.record(Id, TextWords),
  declares: (body) => ({ role: Object.keys(body) }),
})

const Recipe = z.strictObject({
  code: z.string().optional(),
  name: TextWords,
  sort: z.enum(['soup', 'cake']),
  filling: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('sweet'), sugar: z.int() }),
      z.strictObject({ type: z.literal('salt'), salt: z.int() }),
    ])
    .optional(),
  steps: named(Id, z.strictObject({ by: Id, within: DurationWords.optional() })),
})
const recipes = defineKind<z.output<typeof Recipe>>({
  kind: 'recipe',
  folder: 'recipes',
  schema: Recipe,
  code: ({ code, name }) => code ?? name.vi,
  check: ({ steps }, check) => steps.forEach(({ id, by }) => check.refer('role', by, ['steps', id, 'by'])),
})

function problemsOf(files: Record<string, string>): string[] {
  const pack = packFolder(files)
  const problems = checkPack(pack.folder, [roles, recipes]).map(problemLine)
  pack.remove()
  return problems
}

const rolesFile = 'chair: Chủ tịch\nclerk: { vi: Văn thư, en: Clerk }\n'
const recipe = (text: string) => problemsOf({ 'roles.yaml': rolesFile, 'recipes/pho.yaml': text })

test('a pack without mistakes has no problems', () => {
  assert.deepEqual(recipe('name: Phở\nsort: soup\nsteps:\n  cook: { by: chair, within: 2 working hours }\n'), [])
})

test('a wrong name stands with its line, column, path and the name that was meant', () => {
  assert.deepEqual(recipe('name: Phở\nsort: soup\nsteps:\n  approve: { by: chiar }\n'), [
    'recipes/pho.yaml:4:18 steps.approve.by: no role "chiar"; did you mean "chair"?',
  ])
})

test('all mistakes of all files are reported at once', () => {
  const problems = problemsOf({
    'roles.yaml': 'chair: 3\n',
    'recipes/a.yaml': 'name: A\nsort: sup\nstpes: {}\n',
    'recipes/b.yaml': 'name: B\nsort: cake\nsteps:\n  bake: { by: chair, within: 2 hour of work, wihtin: 1 day }\n',
  })
  assert.deepEqual(problems, [
    'recipes/a.yaml:1:1 steps: is missing',
    'recipes/a.yaml:2:7 sort: no value "sup"; did you mean "soup"?',
    'recipes/a.yaml:3:1 stpes: unknown field "stpes"; did you mean "steps"?',
    'recipes/b.yaml:4:30 steps.bake.within: a duration in words: 2 working hours, 3 working days, 10 days, 2 months',
    'recipes/b.yaml:4:46 steps.bake.wihtin: unknown field "wihtin"; did you mean "within"?',
    'roles.yaml:1:8 chair: must be a text or a group of fields, not a number',
  ])
})

test('fields of an alternative are those of the alternative that was chosen', () => {
  assert.deepEqual(recipe('name: X\nsort: cake\nfilling: { type: sweet, sugr: 1, sugar: 2 }\nsteps: {}\n'), [
    'recipes/pho.yaml:3:25 filling.sugr: unknown field "sugr"; did you mean "sugar"?',
  ])
  assert.deepEqual(recipe('name: X\nsort: cake\nfilling: { type: swet }\nsteps: {}\n'), [
    'recipes/pho.yaml:3:18 filling.type: no value "swet"; did you mean "sweet"?',
  ])
})

test('two definitions may not share a code; versions of one do', () => {
  const text = 'code: "1"\nname: A\nsort: soup\nsteps: {}\n'
  const files = { 'recipes/a.yaml': text, 'recipes/a@2027-01-01.yaml': text, 'recipes/b.yaml': text }
  assert.deepEqual(problemsOf({ 'roles.yaml': rolesFile, ...files }), [
    'recipes/b.yaml:1:7 code: "1" is already the code of a',
  ])
})

test('a file that is no YAML says where, once', () => {
  const [first, ...rest] = recipe('name: [Phở\nsort: soup\n')
  assert.match(first ?? '', /^recipes\/pho\.yaml:2:\d+ /)
  assert.deepEqual(rest, [])
})

test('a key that stands twice, a wrong file name and a missing file are mistakes', () => {
  assert.match(recipe('name: A\nname: B\nsort: soup\nsteps: {}\n').join(), /pho\.yaml:2:1 Map keys must be unique/)
  const problems = problemsOf({ 'recipes/Phở Bò.yaml': 'name: A\n', 'recipes/pho@2027-13-01.yaml': 'name: A\n' })
  assert.equal(problems.filter((line) => line.includes('a file is named by its definition')).length, 2)
  assert.ok(problems.includes('roles.yaml:1:1 the pack needs this file'))
})

test('edit distance counts insertions, deletions, changes and swaps', () => {
  for (const [a, b, distance] of [
    ['', '', 0],
    ['chair', 'chair', 0],
    ['chiar', 'chair', 1],
    ['chir', 'chair', 1],
    ['chaair', 'chair', 1],
    ['abc', 'xyz', 3],
  ] as const)
    assert.equal(editDistance(a, b), distance, `${a} ${b}`)
  assert.equal(didYouMean('zzzzzz', ['chair']), '')
})
