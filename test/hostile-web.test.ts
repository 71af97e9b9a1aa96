/** The doors themselves: bodies, paths, replays, two hands on one case, other sites, and what a production start refuses. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { z } from 'zod'
import { enterDemo, refuseDemo } from '#core/mark'
import { modules } from '../src/modules.ts'
import { png } from './support/pictures.ts'
import { lanAnswers, lanNumber, openProvince, type Answer, type Province } from './support/province.ts'
import { root } from './support/source-tree.ts'

const commands = modules.flatMap((module) => module.operations ?? []).filter(({ kind }) => kind === 'command')
const filing = { procedure: 'note-copy', competentUnit: '99001', answers: lanAnswers }
const Filed = z.object({ code: z.string() })

let t: Province
before(async () => {
  t = await openProvince()
})
after(() => t.close())

const countCases = async (): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from cases.case`.execute(t.ctx.db)).rows[0]?.n ?? 0

function requireProblem(answer: Answer, status: number, code?: string): void {
  assert.equal(answer.status, status, answer.text.slice(0, 300))
  assert.match(answer.type, /^application\/problem\+json/)
  if (code !== undefined) assert.equal(answer.code, code)
}

const raw = async (
  payload: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; type: string }> => {
  const response = await t.app.inject({
    method: 'POST',
    url: '/api/cases.submit',
    payload,
    headers: { cookie: t.cookies.get('lan') ?? '', 'content-type': 'application/json', ...headers },
  })
  return { status: response.statusCode, type: String(response.headers['content-type']) }
}

describe('bodies and paths', { timeout: 120_000 }, () => {
  test('broken, huge, deep and poisoned bodies are refused, and file nothing', async () => {
    const before = await countCases()
    const wrong: [string, Record<string, string>?][] = [
      ['{"procedure":'],
      ['x'.repeat(2_000_000)],
      [JSON.stringify({ ...filing, answers: { applicant: 'y'.repeat(1_100_000) } })],
      [`{"answers":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
      ['{"__proto__":{"admin":true}}'],
      ['{"constructor":{"prototype":{"admin":true}}}'],
      [JSON.stringify({ ...filing, unknown: 1 })],
      ['[]'],
      ['null'],
      ['"text"'],
      ['<a/>', { 'content-type': 'text/xml' }],
      ['a=b', { 'content-type': 'application/x-www-form-urlencoded' }],
      ['x', { 'content-type': 'application/octet-stream' }],
    ]
    for (const [payload, headers] of wrong) {
      const { status, type } = await raw(payload, headers)
      assert.ok(status >= 400 && status < 500, `${payload.slice(0, 40)}: ${status}`)
      assert.match(type, /^application\/problem\+json/)
    }
    assert.equal(await countCases(), before)
  })

  test('dates and identity numbers that cannot be are refused, each at its place', async () => {
    const applicant = { name: 'Lan', personalId: lanNumber }
    for (const personalId of ['000000000000', '12345', '0451900012345', lanNumber.replace('1', 'l'), '045390001234'])
      requireProblem(
        await t.command('cases.submit', { ...filing, applicant: { ...applicant, personalId } }, { as: 'lan' }),
        422,
      )
    for (const birthDate of ['2026-02-30', '2090-01-01', '0000-01-01', 'hôm qua', 19900203, null, { $gt: '' }])
      requireProblem(
        await t.command(
          'cases.submit',
          { ...filing, answers: { applicant: { ...lanAnswers.applicant, birthDate } } },
          { as: 'lan' },
        ),
        422,
        'answers-wrong',
      )
  })

  test('no path leads out of what is served', async () => {
    const steps = ['..', '%2e%2e', '..%2f', '%2e%2e%2f', '..%5c', '%00', '%c0%ae', '%', '....//']
    const roots = [
      '/',
      '/api/',
      '/documents/',
      '/docs/problems/',
      '/api/cases/',
      '/api/uploads/',
      '/api/cases/x/files/',
    ]
    for (const start of roots)
      for (const step of steps)
        for (const end of ['package.json', 'etc/passwd', 'etc/passwd%00.pdf']) {
          const answer = await t.get(`${start}${step}/${step}/${step}/${end}`, { as: 'lan' })
          assert.ok(answer.status >= 400 && answer.status < 500, `${start}${step}: ${answer.status}`)
          assert.ok(!answer.text.includes('root:') && !answer.text.includes('"dependencies"'))
        }
  })

  test('a file’s name is shown, never followed; a file is what its content says', async () => {
    const id = await t.upload('lan', '../../../etc/passwd\u0000.png', png)
    const filed = await t.command('cases.submit', { ...filing, papers: [{ id: 'note', files: [id] }] }, { as: 'lan' })
    assert.equal(filed.status, 200, filed.text)
    const { rows } = await sql<{ name: string }>`select name from cases.paper where name is not null`.execute(t.ctx.db)
    for (const { name } of rows) assert.doesNotMatch(name, /[/\\\u0000]/)
    const script = await t.upload('lan', 'giay.pdf', Buffer.from('<script>alert(1)</script>'))
    requireProblem(
      await t.command('cases.submit', { ...filing, papers: [{ id: 'note', files: [script] }] }, { as: 'lan' }),
      404,
    )
  })
})

describe('once, and by one', { timeout: 120_000 }, () => {
  test('a submit with its key, sent eight times at once, is one case with one answer', async () => {
    const before = await countCases()
    const headers = { 'idempotency-key': 'tám lần'.normalize('NFD').replace(/[^a-z]/g, '') }
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => t.command('cases.submit', filing, { as: 'lan', headers })),
    )
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
    assert.equal(new Set(answers.map(({ text }) => text)).size, 1)
    assert.equal(await countCases(), before + 1)
    const other = await t.command('cases.submit', { ...filing, competentUnit: '99002' }, { as: 'lan', headers })
    requireProblem(other, 409, 'idempotency-key-reused')
    const another = await t.command('cases.submit', filing, { as: 'hung', headers })
    assert.notEqual(Filed.parse(another.body).code, Filed.parse(answers[0]?.body).code, 'a key is its sender’s own')
  })

  test('of two officials at once one acts; the other hears what changed', async () => {
    const code = await t.caseAt('submitted')
    const both = await Promise.all([
      t.command('cases.accept', { code, version: 1 }, { as: 'ward' }),
      t.command('cases.refuse-intake', { code, version: 1, reason: 'thiếu' }, { as: 'ward' }),
    ])
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409])
    const second = both.find(({ status }) => status === 409)
    const told = z
      .object({ version: z.int(), since: z.array(z.object({ type: z.string() })).min(1) })
      .parse(second?.body)
    assert.ok(told.version > 1)
    assert.match(told.since[0]?.type ?? '', /^cases\.(accepted|refused-at-intake)$/)
  })

  test('whoever saw an older version hears what changed even when the step is no longer theirs, a stranger does not', async () => {
    const code = await t.caseAt('at-decision')
    const seen = { code, version: 1 }
    requireProblem(
      await t.command('cases.refuse-intake', { ...seen, reason: 'muộn' }, { as: 'ward' }),
      409,
      'case-changed',
    )
    requireProblem(await t.command('cases.accept', seen, { as: 'elsewhere' }), 403, 'not-allowed')
    requireProblem(await t.command('cases.withdraw', seen, { as: 'hung' }), 403, 'not-allowed')
  })

  test('acts out of order are refused and change nothing', async () => {
    const code = await t.caseAt('submitted')
    for (const act of [
      'complete-step',
      'approve',
      'return',
      'recall',
      'propose-refusal',
      'send-back',
      'apologise',
      'supplement',
      'rate',
    ]) {
      const input = { code, reason: 'vì', newDueAt: '2026-12-30T03:00:00Z', score: 5 }
      const wanted =
        {
          approve: ['code'],
          return: ['code'],
          recall: ['code'],
          'complete-step': ['code'],
          supplement: ['code'],
          rate: ['code', 'score'],
          'propose-refusal': ['code', 'reason'],
          'send-back': ['code', 'reason'],
          apologise: ['code', 'reason', 'newDueAt'],
        }[act] ?? []
      const picked = Object.fromEntries(Object.entries(input).filter(([key]) => wanted.includes(key)))
      const { status, text } = await t.command(`cases.${act}`, picked, { as: act === 'rate' ? 'lan' : 'ward' })
      assert.ok([403, 409, 422].includes(status), `${act}: ${status} ${text.slice(0, 200)}`)
    }
    const { rows } = await sql<{
      version: number
      state: string
    }>`select version, state from cases.case where code = ${code}`.execute(t.ctx.db)
    assert.deepEqual(rows, [{ version: 1, state: 'submitted' }])
  })
})

describe('other sites, guesses, and what is kept', { timeout: 120_000 }, () => {
  test('no command answers to another site, whatever it is', async () => {
    for (const { name } of commands)
      for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }])
        requireProblem(await t.command(name, {}, { as: 'ward', headers }), 403, 'cross-site')
  })

  test('scripts run from our own files only, and the cookie is out of their reach', async () => {
    const { headers } = await t.app.inject({ url: '/healthz' })
    const scripts = /script-src ([^;]*)/.exec(String(headers['content-security-policy']))?.[1]
    assert.equal(scripts, "'self'")
    const login = await t.app.inject({
      method: 'POST',
      url: '/api/people.sign-in',
      payload: { login: 'hung', password: 'Đúng-mật-khẩu-1' },
      remoteAddress: '10.9.9.9',
    })
    assert.match(String(login.headers['set-cookie']), /HttpOnly.*SameSite=Lax|SameSite=Lax.*HttpOnly/i)
  })

  test('after five wrong passwords the right one opens nothing', async () => {
    const sign = (password: string) => t.command('people.sign-in', { login: 'elsewhere', password })
    for (let tries = 0; tries < 5; tries++) requireProblem(await sign('sai'), 401, 'wrong-sign-in')
    requireProblem(await sign('Đúng-mật-khẩu-1'), 401, 'wrong-sign-in')
  })

  test('the identity number is in no table in clear, nor in any address that we give', async () => {
    const applicant = { name: 'Trần Thị Lan', personalId: lanNumber, phone: '0912000111' }
    const filed = await t.command(
      'cases.submit',
      { ...filing, applicant },
      { as: 'lan', headers: { 'idempotency-key': 'k' } },
    )
    const { code } = Filed.parse(filed.body)
    await t.command('cases.save-draft', { procedure: 'note-copy', answers: lanAnswers, applicant }, { as: 'lan' })
    await t.command('people.sign-in', { login: lanNumber, password: 'sai' })
    const found = await t.command('cases.search', { q: lanNumber }, { as: 'ward' })
    assert.ok(found.text.includes(code), 'found by its number')
    await t.query('cases.get', { code }, { as: 'ward' })
    await t.query('cases.get', { code: lanNumber }, { as: 'hung' })
    await t.drain()
    await t.ctx.access.flush()
    const tables = await sql<{ name: string }>`
      select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`.execute(t.ctx.db)
    const hex = Buffer.from(lanNumber).toString('hex')
    const clear: string[] = []
    for (const { name } of tables.rows) {
      const { rows } =
        await sql`select 1 from ${sql.raw(name)} r where r::text like ${`%${lanNumber}%`} or r::text like ${`%${hex}%`} limit 1`.execute(
          t.ctx.db,
        )
      if (rows.length > 0) clear.push(name)
    }
    assert.deepEqual(clear, [])
    assert.ok(!filed.text.includes(lanNumber))
  })
})

describe('a start in production', { timeout: 60_000 }, () => {
  const serve = (settings: Record<string, string>) =>
    spawnSync(process.execPath, [join(root, 'src/cli.ts'), 'serve'], {
      env: { PATH: process.env['PATH'], DATA_DIR: t.dataDir, ...settings },
      encoding: 'utf8',
      timeout: 30_000,
    })

  test('refuses missing secrets, and says all of them', () => {
    const { status, stderr, stdout } = serve({})
    assert.notEqual(status, 0)
    assert.match(stderr + stdout, /SECRET_KEY[\s\S]*PUBLIC_URL/)
    assert.notEqual(serve({ SECRET_KEY: 'short', PUBLIC_URL: 'https://x.example' }).status, 0)
  })

  test('refuses a demo’s database; a demo refuses real data', async () => {
    await assert.rejects(enterDemo(t.ctx.db), { code: 'not-a-demo-database' })
    await sql`insert into core.mark (name, value) values ('demo', 'x')`.execute(t.ctx.db)
    await assert.rejects(refuseDemo(t.ctx.db), { code: 'demo-database' })
    await sql`delete from core.mark where name = 'demo'`.execute(t.ctx.db)
    await refuseDemo(t.ctx.db)
  })
})
