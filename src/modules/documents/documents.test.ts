import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Actor, anonymous, system } from '#core/actor'
import { transact } from '#core/call'
import { AppError } from '#core/errors'
import type { Origin } from '#core/events'
import { openHttp } from '#core/http'
import { notices } from '#modules/notices'
import { addPeople, people } from '#modules/people'
import { units } from '#modules/units'
import { testContext, type TestContext } from '#test/context'
import {
  documents,
  issue,
  issueMany,
  linkFor,
  listDocumentsOf,
  registerReader,
  revoke,
  type IssueRequest,
} from './index.ts'
import { verify } from './operations.ts'
import { newCode, readCode } from './codes.ts'
import { canonical, digestOf, maskName } from './rules.ts'

const modules = [units, notices, people, documents]
const personalId = '045090001234'

const apologyFor = (more: Partial<IssueRequest<'apology'>> = {}): IssueRequest<'apology'> => ({
  kind: 'apology',
  record: 'lamp/1',
  unit: 'ward/dong-ha',
  issuer: {
    parent: 'Ủy ban nhân dân phường Đông Hà',
    name: 'Trung tâm Phục vụ hành chính công',
    abbreviation: 'TTPVHCC',
    place: 'Đông Hà',
  },
  holder: 'Nguyễn Văn An',
  issuedAt: new Date('2026-02-05T02:10:00Z'),
  procedureName: 'Đăng ký khai sinh',
  caseCode: 'H50.19330.01-260205-0007',
  fields: {
    caseCode: 'H50.19330.01-260205-0007',
    addressee: 'Ông Nguyễn Văn An',
    personalId,
    request: 'Đăng ký khai sinh',
    receivedAt: '2026-02-05T09:05:00+07:00',
    firstDueAt: '2026-02-06T09:05:00+07:00',
    reason: 'Hệ thống tạm ngừng.',
    newDueAt: '2026-02-10T16:30:00+07:00',
    signer: { title: 'Giám đốc', name: 'Trần Thị Bình' },
  },
  ...more,
})

const refusedWith = (code: string) => (error: unknown) => error instanceof AppError && error.code === code

describe('documents', { timeout: 120_000 }, () => {
  let t: TestContext
  before(async () => {
    t = await testContext({ modules })
    registerReader('lamp', async (_ctx, actor, record) => actor.id === 'keeper' && record === 'lamp/1')
  })
  after(() => t.close())
  const give = (more: Partial<IssueRequest<'apology'>> = {}, origin: Origin = 'live') =>
    transact(t.ctx, system, { origin }, (db) => issue(db, t.ctx, apologyFor(more)))

  test('issue gives an unguessable code, the next number of the series, and states the fact with its digest', async () => {
    const [first, second, other] = [await give(), await give(), await give({ unit: 'ward/nam-dong-ha' })]
    assert.deepEqual(
      [first.number, second.number, other.number],
      ['01/PXL-TTPVHCC', '02/PXL-TTPVHCC', '01/PXL-TTPVHCC'],
    )
    assert.match(first.code, /^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/)
    const { rows } = await sql<{ payload: unknown }>`
      select payload from core.event where record = ${`document/${first.code}`}`.execute(t.ctx.db)
    assert.deepEqual(rows, [
      { payload: { kind: 'apology', about: 'lamp/1', number: first.number, digest: first.digest } },
    ])
    const nextYear = await give({ issuedAt: new Date('2026-12-31T17:00:00Z') })
    assert.equal(nextYear.number, '01/PXL-TTPVHCC', 'numbers begin anew with the province’s year')
  })

  test('issueMany numbers a mixed batch in order', async () => {
    const requests = Array.from({ length: 600 }, (_, index) =>
      apologyFor({ unit: index % 2 === 0 ? 'ward/a' : 'ward/b' }),
    )
    const issued = await transact(t.ctx, system, { origin: 'demo' }, (db) => issueMany(db, t.ctx, requests))
    assert.deepEqual(
      [issued[0]?.number, issued[1]?.number, issued[599]?.number],
      ['01/PXL-TTPVHCC', '01/PXL-TTPVHCC', '300/PXL-TTPVHCC'],
    )
    assert.equal(new Set(issued.map((one) => one.code)).size, 600)
  })

  test('what is issued bears names and identity numbers sealed, not open', async () => {
    await give()
    const { rows } = await sql<{ open: boolean }>`
      select bool_or(d::text ~ ${`${personalId}|Văn An|tạm ngừng`}) as open from documents.document d`.execute(t.ctx.db)
    assert.equal(rows[0]?.open, false)
    const events = await sql<{ open: boolean }>`
      select bool_or(payload::text ~ ${personalId}) as open from core.event`.execute(t.ctx.db)
    assert.equal(events.rows[0]?.open, false)
  })

  test('documents.verify: anyone who holds the code may see what was issued, masked; and nothing about another code', async () => {
    const issued = await give()
    for (const code of [issued.code, issued.code.toUpperCase(), issued.code.replaceAll('-', ' ')]) {
      const view = await t.call(verify, { code }, anonymous())
      assert.deepEqual(
        [view.number, view.holder, view.digest, view.state, view.unitName, view.caseCode],
        [
          issued.number,
          'Nguyễn V** A*',
          issued.digest,
          'valid',
          'Trung tâm Phục vụ hành chính công, Ủy ban nhân dân phường Đông Hà',
          'H50.19330.01-260205-0007',
        ],
      )
      assert.ok(!JSON.stringify(view).includes(personalId))
    }
    for (const code of [newCode(), 'x', "' or 1=1 --", '../../etc/passwd'])
      await assert.rejects(t.call(verify, { code }, anonymous()), refusedWith('document-not-found'))
  })

  test('a revoked document says so for ever, once', async () => {
    const issued = await give()
    await transact(t.ctx, system, {}, (db) => revoke(db, issued.code, 'Ghi sai họ tên', t.now))
    const view = await t.call(verify, { code: issued.code }, anonymous())
    assert.deepEqual([view.state, view.revokedBecause], ['revoked', 'Ghi sai họ tên'])
    await assert.rejects(
      transact(t.ctx, system, {}, (db) => revoke(db, issued.code, 'x', t.now)),
      refusedWith('document-revoked'),
    )
    await assert.rejects(
      transact(t.ctx, system, {}, (db) => revoke(db, newCode(), 'x', t.now)),
      refusedWith('document-not-found'),
    )
  })

  test('listDocumentsOf gives a record’s documents, oldest first', async () => {
    const issuedAt = new Date('2026-03-01T00:00:00Z')
    const [second, first] = [await give({ record: 'lamp/9', issuedAt }), await give({ record: 'lamp/9' })]
    const listed = await listDocumentsOf(t.ctx.db, 'lamp/9')
    assert.deepEqual(
      listed.map((one) => one.code),
      [first.code, second.code],
    )
    assert.equal(listed[0]?.path, `/documents/${first.code}.pdf`)
  })

  test('documents.download: for who may see the record or holds the secret link; refused to others; the same bytes for ever', async () => {
    const app = await openHttp(t.ctx, modules, { trustProxy: false, ready: async () => true })
    try {
      const issued = await give()
      const path = `/documents/${issued.code}.pdf`
      const get = async (url: string, cookie?: string) =>
        app.inject({ url, ...(cookie === undefined ? {} : { cookies: { tinhso_session: cookie } }) })
      assert.equal((await get(path)).statusCode, 401)
      assert.equal((await get(`${path}?secret=aaaaaaaaaa`)).statusCode, 401)
      const other = await give()
      assert.equal(
        (await get(path + new URL(linkFor(t.ctx, other.code)).search)).statusCode,
        401,
        'another document’s secret',
      )
      assert.equal((await get('/documents/..%2f..%2fetc%2fpasswd')).statusCode, 404)

      const link = new URL(linkFor(t.ctx, issued.code))
      const first = await get(link.pathname + link.search)
      assert.equal(first.statusCode, 200)
      assert.equal(first.headers['content-type'], 'application/pdf')
      assert.match(first.headers['content-disposition'] ?? '', /^inline; filename="apology-\d+-PXL-TTPVHCC\.pdf"$/)
      const again = await get(link.pathname + link.search)
      assert.ok(first.rawPayload.equals(again.rawPayload))
      const view = await t.call(verify, { code: issued.code }, anonymous())
      assert.equal(view.fileDigest, createHash('sha256').update(first.rawPayload).digest('hex'))

      const { rows } = await sql<{ file_sealed: string }>`
        select file_sealed from documents.document where code = ${issued.code}`.execute(t.ctx.db)
      const stored = await t.ctx.files.bytes(rows[0]?.file_sealed ?? '')
      assert.notEqual(stored.subarray(0, 5).toString(), '%PDF-', 'the file is sealed at rest')

      assert.equal((await get(path, await sessionOf('keeper'))).statusCode, 200)
      assert.equal((await get(path, await sessionOf('stranger'))).statusCode, 404)
      const log = await sql<{ outcome: string; n: number }>`
        select outcome, count(*)::int as n from core.access where operation = 'documents.download' group by 1 order by 1`.execute(
        t.ctx.db,
      )
      assert.deepEqual(log.rows, [
        { outcome: 'allowed', n: 3 },
        { outcome: 'refused', n: 4 },
      ])
    } finally {
      await app.close()
    }
  })

  const sessionOf = async (id: string): Promise<string> => {
    const { startSession } = await import('../people/sessions.ts')
    let token = ''
    await transact(t.ctx, system, {}, async (db) => {
      await addPeople(db, t.ctx, [{ id, kind: 'citizen', name: id }], t.now)
      const session = { start: (started: string) => void (token = started), end: () => undefined }
      await startSession(
        { db, ctx: t.ctx, now: t.now, session, actor: anonymous() satisfies Actor },
        { id, kind: 'citizen' },
        { assurance: 1, methods: ['code'] },
      )
    })
    return token
  }

  test('a document with a statement has a JSON file, whose digest anyone who checks the code is told', async () => {
    const statement = {
      paper: 'lamp-permit',
      title: { vi: 'Giấy phép đèn', en: 'Lamp permit' },
      values: [
        {
          path: 'lamp.watts',
          section: { vi: 'Đèn' },
          label: { vi: 'Công suất' },
          type: 'number',
          value: 40,
          text: '40 W',
        },
      ],
    }
    const issued = await give({ statement, record: 'lamp/7' })
    const view = await t.call(verify, { code: issued.code }, anonymous())
    const app = await openHttp(t.ctx, modules, { trustProxy: false, ready: async () => true })
    try {
      assert.equal((await app.inject(`/documents/${issued.code}.json`)).statusCode, 401)
      const given = await app.inject(linkFor(t.ctx, issued.code).replace('.pdf', '.json'))
      assert.equal(digestOf(given.payload), view.dataDigest)
      assert.deepEqual(given.json(), {
        format: 'tinhso-paper',
        version: 1,
        code: issued.code,
        number: issued.number,
        issuer: { unit: 'ward/dong-ha', name: view.unitName },
        issuedAt: view.issuedAt,
        holder: 'Nguyễn Văn An',
        procedure: 'Đăng ký khai sinh',
        case: 'H50.19330.01-260205-0007',
        ...statement,
      })
      const plain = new URL(linkFor(t.ctx, (await give({ record: 'lamp/7' })).code))
      assert.equal((await app.inject(`${plain.pathname.replace('.pdf', '.json')}${plain.search}`)).statusCode, 404)
    } finally {
      await app.close()
    }
  })

  test('a template that fails fails its document alone', async () => {
    const { draw } = await import('./drawing.ts')
    const head = {
      issuer: { ...apologyFor().issuer },
      number: '',
      issuedAt: t.now,
      code: 'x',
      checkUrl: 'https://x.vn/x',
    }
    await assert.rejects(draw('apology', { no: 'fields' }, head))
    const pages = await Promise.all(Array.from({ length: 5 }, () => draw('apology', apologyFor().fields, head)))
    assert.ok(pages.every((pdf) => pdf.subarray(0, 5).toString() === '%PDF-'))
  })

  test('a document whose row was changed behind our back is not drawn', async () => {
    const issued = await give()
    await sql`update documents.document set digest = ${digestOf('x')} where code = ${issued.code}`.execute(t.ctx.db)
    const { pdfOf } = await import('./filed.ts')
    const { findDocument } = await import('./store.ts')
    const row = await findDocument(t.ctx.db, issued.code)
    assert.ok(row)
    await assert.rejects(pdfOf(t.ctx, row), /not what was issued/)
  })
})

test('names are masked so that one’s own can be recognised', () => {
  assert.equal(maskName('Nguyễn Văn An'), 'Nguyễn V** A*')
  assert.equal(maskName('  Hồ   Khởi '), 'Hồ K***')
  assert.equal(maskName('Công ty TNHH Gió Lào'), 'Công t* T*** G** L**')
  assert.equal(maskName(''), '')
})

test('codes are read in any case and grouping, and nothing else is one', () => {
  const code = newCode()
  assert.equal(readCode(` ${code.toUpperCase().replaceAll('-', '')} `), code)
  for (const text of ['', 'abcd', `${code}a`, code.replace(/[a-z2-9]/, '0'), '%', code.replace(/.$/, 'é')])
    assert.equal(readCode(text), undefined)
})

test('content has one form whatever the order of its keys', () => {
  assert.equal(canonical({ b: [{ d: 1, c: 2 }], a: 'x' }), canonical({ a: 'x', b: [{ c: 2, d: 1 }] }))
})
