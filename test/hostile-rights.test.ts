/** Every operation and every address of files, tried by those whose business it is not: nothing is told, nothing is changed. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { z } from 'zod'
import { modules } from '../src/modules.ts'
import { sampleOf, type Json } from './support/hostile.ts'
import { png } from './support/pictures.ts'
import { lanAnswers, lanNumber, openProvince, places, type Person, type Province } from './support/province.ts'

const operations = modules.flatMap((module) => module.operations ?? [])

/** What anyone may ask; each of them shows nothing of anybody's. */
const open = new Set([
  'units.list',
  'units.resolve',
  'units.shapes',
  'calendar.days',
  'appointments.list-centres',
  'appointments.list-free',
  'procedures.search',
  'procedures.get',
  'procedures.facets',
  'procedures.quote',
  'documents.verify',
  'people.me',
  'people.demo-accounts',
  'people.sign-in',
  'people.send-code',
  'people.start-passkey-sign-in',
  'people.sign-in-with-code',
  'people.sign-out',
  'profiles.list-paper-kinds',
  'indicators.evaluation',
  'indicators.list-most-used',
  'reports.categories',
  'reports.submit',
  'reports.propose',
  'reports.nearby',
  'reports.list',
  'reports.map',
  'reports.ranking',
  'reports.list-ideas',
  'reports.list-surveys',
  'reports.get-survey',
  'services.board',
  'services.search',
  'services.get',
  'services.look-up',
  'services.open',
  'services.list-news',
  'services.get-news',
  'services.get-journey',
  'appointments.hall',
  'appointments.ticket',
])
const strangers: readonly Person[] = ['anonymous', 'hung', 'elsewhere']

let t: Province
let draft = ''
let uploadId = ''
let files: string[] = []
const codes: string[] = []

before(async () => {
  t = await openProvince()
  for (const place of places) codes.push(await t.caseAt(place))
  uploadId = await t.upload('lan', 'giay.png', png)
  const kept = await t.command(
    'cases.save-draft',
    { procedure: 'note-copy', answers: lanAnswers, papers: [{ id: 'note', files: [uploadId] }] },
    { as: 'lan' },
  )
  draft = z.object({ id: z.string() }).parse(kept.body).id
  const shown = await t.command('people.show-personal-qr', {}, { as: 'lan' })
  shapedFor['people.read-personal-qr'] = z.object({ token: z.string() }).parse(shown.body)
  files = await filesOf()
})
after(() => t.close())

/** Addresses of a paper and of the documents of Lan's cases. */
async function filesOf(): Promise<string[]> {
  const upload = await t.upload('lan', 'ghi-chep.png', png)
  const filed = await t.command(
    'cases.submit',
    { procedure: 'note-copy', competentUnit: '99001', answers: lanAnswers, papers: [{ id: 'note', files: [upload] }] },
    { as: 'lan' },
  )
  const { code, papers } = z
    .object({ code: z.string(), papers: z.array(z.object({ digest: z.string() })) })
    .parse(filed.body)
  const { rows } = await sql<{ code: string }>`select code from documents.document where record like 'case/%'`.execute(
    t.ctx.db,
  )
  assert.ok(rows.length > 0 && papers.length > 0)
  codes.push(code)
  return [
    ...papers.map(({ digest }) => `/api/cases/${encodeURIComponent(code)}/files/${digest}`),
    ...rows.map((row) => `/documents/${row.code}.pdf`),
  ]
}

/** All that must not change by an attempt. */
async function state(): Promise<unknown> {
  const { rows } = await sql`
    select (select count(*) from core.event where type like 'cases.%') as events,
      (select json_agg(json_build_array(code, version, state) order by code) from cases.case) as cases,
      (select count(*) from cases.draft) as drafts, (select count(*) from cases.paper) as papers,
      (select count(*) from cases.note) as notes, (select count(*) from people.account where kind = 'official') as officials`.execute(
    t.ctx.db,
  )
  return rows[0]
}

const secrets = () => [lanNumber, 'Trần Thị Lan', '912000111', 'vì cần', draft]

const knownOf = (code: string): Record<string, Json> => ({
  code,
  id: draft,
  account: 'ward',
  procedure: 'note-copy',
  unit: '99001',
  competentUnit: '99001',
  receptionUnit: 'H99.101.01',
  answers: lanAnswers,
  applicant: { name: 'Trần Thị Lan', personalId: lanNumber },
  submitter: { name: 'Trần Thị Lan' },
  papers: [{ id: 'note', files: [uploadId] }],
  q: code,
  from: '2026-11-18',
  to: '2026-11-18',
  posts: [{ unit: '99001', role: 'chair' }],
  login: 'intruder',
  secret: '2222-2222',
  category: 'hole',
  place: [106.7, 17.1],
})

/** Texts of a form that only one operation asks for. */
const shapedFor: Record<string, Record<string, Json>> = {
  'profiles.contest': { source: 'person.fullName' },
  'people.record-mandate': { kind: 'parent' },
  'people.assist': { code: '123456' },
  'people.prove-recovery': { code: '123456' },
  'appointments.take-ticket': { letter: 'A' },
  'appointments.hand-over': { to: 'A' },
}

describe('other people’s', { timeout: 240_000 }, () => {
  for (const operation of operations.filter(({ name }) => !open.has(name)))
    test(`${operation.name} tells and changes nothing for those whose business it is not`, async () => {
      const before = await state()
      const isSubmit = operation.name === 'cases.submit' || operation.name === 'cases.register'
      for (const as of strangers)
        for (const code of operation.name.startsWith('cases.') ? codes : codes.slice(0, 1)) {
          const { input } = sampleOf(operation, { ...knownOf(code), ...shapedFor[operation.name] })
          const answer =
            operation.kind === 'command'
              ? await t.command(operation.name, input, { as })
              : await t.query(operation.name, z.record(z.string(), z.unknown()).parse(input), { as })
          const what = `${operation.name} as ${as}: ${answer.status} ${answer.text.slice(0, 300)}`
          if (as === 'anonymous') assert.ok([401, 403, 404].includes(answer.status), what)
          // Their own papers are not this person's: the upload is Lan's.
          if (isSubmit) assert.ok(answer.status >= 400 && answer.status < 500, what)
          for (const secret of secrets()) assert.ok(!answer.text.includes(secret), `${what} holds ${secret}`)
        }
      const quiet = operation.name === 'cases.save-draft' || operation.kind === 'query'
      assert.deepEqual(await state(), before, quiet ? 'nothing is written' : 'nothing is changed')
    })

  test('files and documents open to their owner, and to no stranger', async () => {
    for (const url of files) {
      assert.equal((await t.get(url, { as: 'lan' })).status, 200, url)
      assert.equal((await t.get(url, { as: 'ward' })).status, 200, url)
      for (const as of strangers) {
        const answer = await t.get(url, { as })
        assert.ok([401, 404].includes(answer.status), `${url} as ${as}: ${answer.status}`)
        assert.match(answer.type, /problem\+json/)
      }
    }
  })

  test('somebody else’s upload is neither seen, continued nor filed', async () => {
    for (const as of ['hung', 'elsewhere', 'anonymous'] as const) {
      assert.ok([403, 404].includes((await t.get(`/api/uploads/${uploadId}`, { as })).status))
      const finish = await t.app.inject({
        method: 'POST',
        url: `/api/uploads/${uploadId}/finish`,
        payload: {},
        headers: { cookie: t.cookies.get(as) ?? '' },
      })
      assert.ok([403, 404].includes(finish.statusCode))
    }
  })

  test('live topics of others are refused', async () => {
    for (const topic of [
      `case/${codes[0]}`,
      `case:${codes[0]}`,
      'inbox/99001',
      'constructor',
      '__proto__',
      '%00',
      'x'.repeat(5_000),
    ])
      assert.equal((await t.get(`/api/live?topics=${encodeURIComponent(topic)}`, { as: 'hung' })).status, 403, topic)
  })

  test('a refused attempt stands in the access log', async () => {
    await t.query('cases.get', { code: codes[0] }, { as: 'hung' })
    await t.ctx.access.flush()
    const { rows } = await sql<{
      outcome: string
    }>`select outcome from core.access where actor = 'hung' and operation = 'cases.get' limit 1`.execute(t.ctx.db)
    assert.equal(rows[0]?.outcome, 'refused')
  })
})
