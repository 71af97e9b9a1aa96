import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { enterSecond, openStage, Visitor, type Stage } from '#test/openid'

const json = async (response: Response): Promise<Record<string, unknown>> => JSON.parse(await response.text())

describe('a second application signs people in', { timeout: 120_000 }, () => {
  let s: Stage
  before(async () => {
    s = await openStage()
  })
  after(() => s.close())
  const who = async (visitor: Visitor) => json(await visitor.go(`${s.second.url}/ai`))
  const me = async (visitor: Visitor) => json(await visitor.go(`${s.url}/api/people.me`))

  test('people.connect: nobody but the person in whose session it was asked may answer; then the application knows what was agreed to', async () => {
    const lan = new Visitor()
    const first = await lan.follow(`${s.second.url}/dang-nhap`, /\/dang-nhap\?next/)
    await lan.signIn(s, '0912000111')
    const next = new URL(first.url.searchParams.get('next') ?? '', s.url)
    const { url } = await lan.follow(next, /\/ket-noi\//)
    const id = url.pathname.split('/').at(-1) ?? ''
    const asked = await json(await lan.go(`${s.url}/api/people.get-connection?id=${id}`))
    assert.deepEqual(
      [asked['needed'], asked['optional'], asked['person'], asked['purpose']],
      [['profile', 'phone'], ['email'], 'Trần Thị Lan', { vi: 'Lập thẻ bạn đọc và báo hạn trả sách.' }],
    )
    const hung = new Visitor()
    await hung.signIn(s, '0912000222')
    for (const verb of ['connect', 'refuse-connection']) {
      const body = verb === 'connect' ? { id, optional: [] } : { id }
      const stolen = await hung.go(`${s.url}/api/people.${verb}`, { method: 'POST', body })
      assert.equal(stolen.status, 404)
    }
    const given = await json(
      await lan.go(`${s.url}/api/people.connect`, { method: 'POST', body: { id, optional: [] } }),
    )
    await lan.follow(String(given['next']))
    const reader = await who(lan)
    assert.deepEqual([reader['name'], reader['phone'], reader['email']], ['Trần Thị Lan', '+84912000111', ''])
    assert.equal(reader['level'], 'urn:tinhso:level:1')
    assert.doesNotMatch(String(reader['sub']), /lan/)
  })

  test('a second time no question is asked, on another browser too; signing out at the platform ends both', async () => {
    const lan = new Visitor()
    await lan.signIn(s, '0912000111')
    await lan.follow(`${s.second.url}/dang-nhap`)
    assert.equal((await who(lan))['name'], 'Trần Thị Lan')
    await lan.go(`${s.second.url}/lam-moi`, { method: 'POST' })
    assert.equal((await who(lan))['name'], 'Trần Thị Lan')
    await lan.go(`${s.url}/api/people.sign-out`, { method: 'POST', body: {} })
    for (let turn = 0; turn < 50 && (await (await lan.go(`${s.second.url}/ai`)).text()) !== 'null'; turn += 1)
      await new Promise((done) => setTimeout(done, 50))
    assert.equal(await (await lan.go(`${s.second.url}/ai`)).text(), 'null')
  })

  test('signing out at the application asks once, and ends both', async () => {
    const lan = new Visitor()
    await lan.signIn(s, '0912000111')
    await lan.follow(`${s.second.url}/dang-nhap`)
    const out = await lan.go(`${s.second.url}/dang-xuat`, { method: 'POST' })
    const question = await lan.go(String(out.headers.get('location')))
    const page = await question.text()
    assert.match(page, /Đăng xuất khỏi Tỉnh Số\?/)
    assert.match(question.headers.get('content-security-policy') ?? '', /form-action 'self' http:\/\/localhost:\d+/)
    const xsrf = /name="xsrf" value="(\w+)"/.exec(page)?.[1] ?? ''
    const end = `${s.url}/oidc/session/end/confirm`
    assert.equal((await lan.go(end, { method: 'POST', form: { xsrf: 'guess', logout: 'yes' } })).status, 400)
    assert.equal((await me(lan))['signedIn'], true)
    const done = await lan.go(end, { method: 'POST', form: { xsrf, logout: 'yes' } })
    assert.equal(done.headers.get('location'), `${s.second.url}/`)
    assert.equal((await me(lan))['signedIn'], false)
    assert.equal(await (await lan.go(`${s.second.url}/ai`)).text(), 'null')
  })

  test('people.list-connections shows mine and only mine; people.disconnect ends what the application holds, and refuses what is not connected', async () => {
    const hung = new Visitor()
    await hung.signIn(s, '0912000222')
    assert.equal(await (await hung.go(`${s.url}/api/people.list-connections`)).text(), '[]')
    await enterSecond(s, hung, ['email'])
    const listed = await (await hung.go(`${s.url}/api/people.list-connections`)).text()
    assert.match(listed, /Thư viện thử/)
    assert.match(listed, /"granted":\["profile","phone","email"\]/)
    const leave = () =>
      hung.go(`${s.url}/api/people.disconnect`, { method: 'POST', body: { application: 'thu-vien-thu' } })
    assert.equal((await leave()).status, 200)
    assert.equal((await leave()).status, 404)
    await hung.go(`${s.second.url}/lam-moi`, { method: 'POST' })
    assert.equal(await (await hung.go(`${s.second.url}/ai`)).text(), 'null', 'its refresh token is void')
    const again = await hung.follow(`${s.second.url}/dang-nhap`, /\/ket-noi\//)
    assert.match(again.url.pathname, /^\/ket-noi\//, 'and it has to ask anew')
    const { rows } = await sql<{ withdrawn: boolean }>`
      select withdrawn_at is not null as withdrawn from people.consent where account = 'hung'`.execute(s.ctx.db)
    assert.deepEqual(rows, [{ withdrawn: true }])
  })

  test('people.get-connection refuses an unknown request; a refusal by people.refuse-connection goes back as access_denied, and only once', async () => {
    const hung = new Visitor()
    await hung.signIn(s, '0912000222')
    assert.equal((await hung.go(`${s.url}/api/people.get-connection?id=0123456789ab`)).status, 404)
    const { url } = await hung.follow(`${s.second.url}/dang-nhap`, /\/ket-noi\//)
    const id = url.pathname.split('/').at(-1)
    const no = await json(await hung.go(`${s.url}/api/people.refuse-connection`, { method: 'POST', body: { id } }))
    const { response } = await hung.follow(String(no['next']))
    assert.match(await response.text(), /Bạn chưa đồng ý/)
    assert.equal((await hung.go(`${s.url}/api/people.get-connection?id=${id}`)).status, 404)
  })

  test('what is stored opens nothing: no token, no code, no name stands in the table', async () => {
    const lan = new Visitor()
    await lan.signIn(s, '0912000111')
    await lan.follow(`${s.second.url}/dang-nhap`)
    const { rows } = await sql<{
      text: string
    }>`select string_agg(i::text, ' ') as text from people.oidc_item i`.execute(s.ctx.db)
    const text = rows[0]?.text ?? ''
    const token = decodeURIComponent(lan.cookie('tinhso_oidc') ?? '')
    assert.ok(token.length > 10 && text.length > 100)
    assert.ok(!text.includes(token) && !text.includes(Buffer.from(token).toString('hex')))
    assert.ok(!text.includes(Buffer.from('accountId').toString('hex')))
  })
})
