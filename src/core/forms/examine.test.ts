import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { FeesWords, FormWords, PapersWords } from '../definitions/form-words.ts'
import { decideFees, decidePapers, totalOf } from './decide.ts'
import { examine, type Circumstances } from './examine.ts'
import type { Fee, Form, Paper } from './model.ts'

let form: Form
let papers: readonly Paper[]
let fees: readonly Fee[]
before(() => {
  const permit = parse(readFileSync('test/pack/procedures/thing-permit.yaml', 'utf8'))
  form = FormWords.parse(permit.form)
  papers = PapersWords.parse(permit.papers)
  fees = FeesWords.parse(permit.fees)
})

const world: Circumstances = {
  today: '2026-11-18',
  hasOption: (_, value) => ['red', 'green'].includes(value),
  hasUnit: (id) => id === '99001',
}
const applicant = { fullName: 'Nguyễn Văn An', idNumber: '045090123456', phone: '0912345678' }
const thing = { name: 'Ghế', colour: 'red', weight: 4.5 }
const good = { applicant, things: [thing] }

const codesOf = (answers: unknown, circumstances = world) =>
  examine(form, answers, circumstances).problems.map(({ path, code }) => `${path} ${code}`)

test('good answers come back in canonical form', () => {
  const { answers, problems, shown } = examine(form, good, world)
  assert.deepEqual(problems, [])
  assert.deepEqual(answers, { applicant: { ...applicant, phone: '+84912345678' }, things: [thing] })
  assert.ok(shown.has('applicant.fullName') && !shown.has('heavy') && !shown.has('applicant.taxCode'))
})

const cases: readonly (readonly [what: string, answers: unknown, problems: readonly string[]])[] = [
  [
    'nothing',
    undefined,
    ['applicant.fullName required', 'applicant.idNumber required', 'applicant.phone required', 'things rows'],
  ],
  [
    'no form',
    'x',
    [' shape', 'applicant.fullName required', 'applicant.idNumber required', 'applicant.phone required', 'things rows'],
  ],
  ['an unknown section', { ...good, other: {} }, ['other unknown']],
  ['an unknown field', { ...good, applicant: { ...applicant, admin: true } }, ['applicant.admin unknown']],
  [
    'a field of every object',
    { ...good, applicant: { ...applicant, constructor: 'x' } },
    ['applicant.constructor unknown'],
  ],
  ['a wrong number', { ...good, applicant: { ...applicant, idNumber: '123' } }, ['applicant.idNumber personalId']],
  [
    'a section that is a list',
    { ...good, applicant: [applicant] },
    ['applicant shape', 'applicant.fullName required', 'applicant.idNumber required', 'applicant.phone required'],
  ],
  ['rows that are no list', { applicant, things: thing }, ['things shape']],
  ['too many rows', { applicant, things: Array.from({ length: 6 }, () => thing) }, ['things rows']],
  [
    'a row that is no row',
    { applicant, things: [thing, 'x'] },
    ['things.1 shape', 'things.1.name required', 'things.1.colour required', 'things.1.weight required'],
  ],
  ['a condition in a row', { applicant, things: [{ ...thing, sharp: true }] }, ['things.0.guard required']],
  ['a check in a row', { applicant, things: [thing, { ...thing, madeOn: '2026-11-19' }] }, ['things.1.madeOn check']],
  ['a condition on a field', { ...good, applicant: { ...applicant, company: true } }, ['applicant.taxCode required']],
  ['a condition on a section', { applicant, things: [{ ...thing, weight: 101 }] }, ['heavy.place required']],
]

test('each fault is said at its path', () => {
  for (const [what, answers, problems] of cases) assert.deepEqual(codesOf(answers), problems, what)
})

test('the message of a check is the one that the definition gives', () => {
  const [problem] = examine(form, { applicant, things: [{ ...thing, madeOn: '2026-11-19' }] }, world).problems
  assert.equal(problem?.message.vi, 'Ngày làm không được sau hôm nay')
})

test('answers of hidden sections and fields are dropped, faults and all', () => {
  const { answers, problems } = examine(
    form,
    {
      applicant: { ...applicant, taxCode: 'no tax code' },
      things: [{ ...thing, guard: 'không cần' }],
      heavy: { value: -3, place: { line: 'x' } },
    },
    world,
  )
  assert.deepEqual(problems, [])
  assert.deepEqual(answers, { applicant: { ...applicant, phone: '+84912345678' }, things: [thing] })
})

test('what a register gave stands in a locked field', () => {
  const [section] = form
  assert.ok(section)
  const locked: Form = [
    {
      ...section,
      fields: section.fields.map((field) => (field.id === 'fullName' ? { ...field, locked: true } : field)),
    },
  ]
  const known = { ...world, known: { 'applicant.fullName': 'Trần Thị Bình' } }
  const { fullName: _, ...rest } = applicant
  const filled = examine(locked, { applicant: rest }, known)
  assert.deepEqual(
    [filled.problems, filled.answers['applicant']],
    [[], { ...rest, fullName: 'Trần Thị Bình', phone: '+84912345678' }],
  )
  const changed = examine(locked, { applicant }, known)
  assert.deepEqual(
    changed.problems.map(({ path, code }) => [path, code]),
    [['applicant.fullName', 'locked']],
  )
  assert.deepEqual(
    examine(locked, { applicant }, world).problems,
    [],
    'a source that is not connected leaves it to the person',
  )
})

/** Fees and papers by answers: number and weight of the things, channel. */
const decisions: readonly (readonly [
  weights: readonly number[],
  channel: 'online' | 'counter',
  appraisal: number,
  permit: number,
  because: string | undefined,
])[] = [
  [[4.5], 'online', 50_000, 0, 'đồ vật nhẹ'],
  [[4.5], 'counter', 100_000, 0, 'đồ vật nhẹ'],
  [[5, 5], 'online', 100_000, 0, 'đồ vật nhẹ'],
  [[5, 5.1], 'counter', 200_000, 20_000, undefined],
  [[200, 1, 1], 'online', 150_000, 20_000, undefined],
]

test('fees follow the first row that fits', () => {
  for (const [weights, channel, appraisal, permit, because] of decisions) {
    const things = weights.map((weight) => ({ ...thing, weight }))
    const due = decideFees(fees, examine(form, { applicant, things }, { ...world, channel }).scope)
    assert.deepEqual(
      due.map(({ id, amount }) => [id, amount]),
      [
        ['appraisal', appraisal],
        ['permit', permit],
      ],
    )
    assert.equal(due[1]?.because?.vi, because)
    assert.equal(totalOf(due), appraisal + permit)
  }
})

test('papers follow the answers', () => {
  const dueOf = (things: unknown) =>
    decidePapers(papers, examine(form, { applicant, things }, world).scope).map(
      ({ paper, required }) => `${paper.id}${required ? '!' : ''}`,
    )
  assert.deepEqual(dueOf([thing]), ['drawing!', 'safety'])
  assert.deepEqual(dueOf([{ ...thing, sharp: true, guard: 'Vỏ' }]), ['drawing!', 'safety!'])
  assert.deepEqual(dueOf([{ ...thing, weight: 11 }]), ['drawing!', 'safety', 'photo'])
})

const value = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('red', '2026-01-01', '0912345678'),
  fc.anything({ maxDepth: 1 }),
)
const names = fc.constantFrom(
  'fullName',
  'idNumber',
  'phone',
  'company',
  'taxCode',
  'name',
  'colour',
  'weight',
  'sharp',
  'guard',
  'madeOn',
  'place',
  'extra',
)
const section = fc.dictionary(names, value)
const anyAnswers = fc.dictionary(
  fc.constantFrom('applicant', 'things', 'heavy', 'other'),
  fc.oneof(section, fc.array(section, { maxLength: 7 }), value),
)

test('whatever is given, the answer holds only declared fields, and examined again it is the same', () => {
  fc.assert(
    fc.property(anyAnswers, (raw) => {
      const first = examine(form, raw, world)
      const again = examine(form, structuredClone(first.answers), world)
      assert.deepEqual(again.answers, first.answers)
      assert.ok(first.problems.length > 0 || again.problems.length === 0)
      for (const { code } of again.problems) assert.ok(code === 'required' || code === 'rows' || code === 'check', code)
    }),
    { numRuns: 300 },
  )
})
