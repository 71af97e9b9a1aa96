import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Actor } from '#core/actor'
import type { Form, SectionAnswers, Value } from '#core/forms'
import { importProcedures, procedureKind, type Procedure } from '#modules/procedures'
import { citizen, official } from '#test/cases'
import { testContext, type TestContext } from '#test/context'
import { sharedFile } from '#test/shared'
import { approve } from '../src/modules/cases/operations/deciding.ts'
import { completeStep } from '../src/modules/cases/operations/handling.ts'
import { get } from '../src/modules/cases/operations/reading.ts'
import { register, submit } from '../src/modules/cases/operations/submit.ts'

const file = sharedFile('procedures/tthc_dev.jsonl.gz')
const centre = 'H50.001.01'
const commune = '18880'
const counter = official('counter', centre, 'receptionist')
const applicant = { name: 'Trần Thị Lan', personalId: '045190001234', phone: '0912000111' }

const samples: Record<string, Value> = {
  personName: 'Trần Thị Lan',
  personalId: '045190001234',
  phone: '0912000111',
  email: 'lan@example.vn',
  text: 'Đề nghị giải quyết',
  address: { line: 'Số 1 Trần Hưng Đạo', commune },
}
const answersFor = (form: Form): Record<string, SectionAnswers> =>
  Object.fromEntries(
    form.map((section) => {
      const needed = section.fields.filter(({ required }) => required === true)
      return [section.id, Object.fromEntries(needed.map((field) => [field.id, samples[field.type] ?? '']))]
    }),
  )

const filingOf = (body: Procedure) => ({
  procedure: body.code,
  ...(body.competent === 'commune' && { competentUnit: commune }),
  answers: answersFor(body.form),
  applicant,
})
const papersOf = (body: Procedure) =>
  body.papers.filter(({ required }) => required === true).map(({ id }) => ({ id, form: 'original' as const, count: 1 }))

describe(
  'the national catalogue takes cases',
  { skip: !file && 'the shared catalogue is absent', timeout: 240_000 },
  () => {
    let t: TestContext
    let imported: Procedure[] = []
    before(async () => {
      t = await testContext({ pack: 'province/quang-tri' })
      if (file) await importProcedures(t.ctx, file)
      imported = t.ctx.definitions
        .list(procedureKind)
        .flatMap(({ source, body }) => (source === 'import' ? [body] : []))
    })
    after(() => t.close())

    const receive = (body: Procedure) =>
      t.call(
        register,
        { ...filingOf(body), papers: papersOf(body), channel: 'counter', receptionUnit: centre },
        counter,
      )

    /** Whoever's turn it is does the step, up to the return. */
    async function walk(code: string): Promise<string> {
      for (let turn = 0; turn < 8; turn++) {
        const found = await t.call(get, { code }, counter)
        const step = found.steps.find(({ status }) => status === 'current')
        if (!step || found.state.name === 'resolved') return found.state.name
        const who: Actor = official(`${step.role}-${step.unit.code}`, step.unit.code, step.role)
        if (step.id === 'approve') await t.call(approve, { code }, who)
        else await t.call(completeStep, { code }, who)
      }
      return 'stuck'
    }

    test('one of each kind of agency goes from the counter to its result', async () => {
      const kinds = new Map(imported.filter(({ limit }) => limit).map((body) => [body.competent, body]))
      assert.ok(kinds.size >= 10, `${kinds.size} agencies`)
      for (const body of kinds.values()) {
        const { code, dueAt } = await receive(body)
        assert.ok(dueAt, body.code)
        assert.equal(await walk(code), 'resolved', `${body.code} of ${body.competent}`)
      }
    })

    test('a sample of all is received at the counter', async () => {
      for (const body of imported.filter((_, at) => at % 25 === 0)) assert.ok((await receive(body)).code, body.code)
    })

    test('those published for filing online are filed online', async () => {
      const online = imported.filter(
        ({ channels, papers }) => channels.includes('online') && papers.every((p) => p.required === false),
      )
      for (const body of online.filter((_, at) => at % 40 === 0)) {
        const { applicant: _, ...filing } = filingOf(body)
        const { state } = await t.call(submit, { ...filing, applicant }, citizen('lan'))
        assert.equal(state.name, 'submitted', body.code)
      }
    })
  },
)
