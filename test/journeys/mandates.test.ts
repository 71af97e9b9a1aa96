import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { z } from 'zod'
import { findBarriers, keepPicture, openBrowser } from '#test/browser'
import { startDemo, type DemoServer } from '#test/demo'
import { openDesk, type Desk } from '#test/desk'
import type { Browser, Page } from 'playwright-core'

/** One person lets another act for them: proposed, accepted, used, seen, ended. And the desks around it. */

const procedure = '2.000815'
const Shown = z.object({ token: z.string() })
const Card = z.object({ personalId: z.string(), birthDate: z.string() })
const Me = z.object({ name: z.string(), phone: z.string() })
const clerk = 'demo-H50.142.01-receptionist-0'
const head = 'demo-H50.142.01-head-0'
const helper = 'demo-19333-digital-team-member-0'

let demo: DemoServer
let browser: Browser
let mother: Desk
let son: Desk
let names = { mother: '', son: '' }
let code = ''
let mandate = ''

const meOf = async ({ page }: Desk) => Me.parse(await (await page.context().request.get('/api/people.me')).json())

before(async () => {
  demo = await startDemo()
  browser = await openBrowser()
  mother = await openDesk(browser, demo.url, 'demo-citizen-5', 'phone')
  son = await openDesk(browser, demo.url, 'demo-citizen-6')
  names = { mother: (await meOf(mother)).name, son: (await meOf(son)).name }
})
after(async () => {
  await browser?.close()
  await demo?.close()
})

const see = async (page: Page, heading: string | RegExp) => {
  await page.getByRole('heading', { level: 1 }).filter({ hasText: heading }).waitFor()
  assert.deepEqual(await findBarriers(page), [], String(heading))
}

/** The code of the latest letter of the demo's mailbox to an address, as the person reads it out. */
async function codeTo(address: string): Promise<string> {
  const window = await browser.newContext({ baseURL: demo.url })
  const page = await window.newPage()
  await page.goto('/hop-thu-demo')
  const letter = page.getByRole('listitem').filter({ hasText: address }).first()
  const [found] = /\b\d{6}\b/.exec(await letter.innerText()) ?? []
  await window.close()
  assert.ok(found, 'the letter holds a code')
  return found
}

describe('acting for another', { concurrency: false }, () => {
  test('a mother asks her son; it counts once he has accepted', async () => {
    const { page } = mother
    await page.goto('/tai-khoan/uy-quyen')
    await see(page, 'Làm thay và ủy quyền')
    await page.getByRole('button', { name: /Nhờ làm thay/ }).click()
    await page.getByLabel('Người làm thay cho bạn').fill((await meOf(son)).phone)
    assert.deepEqual(await findBarriers(page), [], 'the form')
    await page.getByRole('button', { name: 'Gửi đề nghị' }).click()
    await page.getByText('Đã gửi đề nghị').waitFor()
    await son.page.goto('/tai-khoan/uy-quyen')
    await see(son.page, 'Làm thay và ủy quyền')
    await son.page.getByText(`${names.mother} nhờ bạn làm thay`).waitFor()
    await son.page.getByRole('button', { name: 'Đồng ý' }).click()
    await page.getByText('Đang có hiệu lực').waitFor()
    await keepPicture(page, 'citizen-mandates-phone')
  })

  test('he acts for her under a banner on every page, and files: who she is stands fast', async () => {
    const { page } = son
    await page.getByRole('button', { name: `Làm thay cho ${names.mother}` }).click()
    const banner = page.getByRole('region', { name: 'Đang làm thay cho người khác' })
    await banner.getByText(names.mother).waitFor()
    await page.goto(`/nop-ho-so/${procedure}`)
    await banner.waitFor()
    await page.getByRole('combobox', { name: /xã, phường nào/ }).fill('dong ha')
    await page.getByRole('option', { name: 'Phường Đông Hà', exact: true }).click()
    await page.getByRole('button', { name: 'Tiếp tục' }).click()
    const name = page.getByRole('textbox', { name: 'Họ, chữ đệm, tên' })
    assert.equal(await name.inputValue(), names.mother)
    assert.equal(await name.isEditable(), false)
    assert.deepEqual(await findBarriers(page), [], 'the form of another')
    await keepPicture(page, 'citizen-acting-form')
    await page.getByRole('button', { name: 'Tiếp tục' }).click()
    await page.getByLabel('Tên giấy tờ').fill('Bằng tốt nghiệp')
    await page.getByLabel('Số trang').fill('2')
    await page.getByLabel(/bản/i).last().fill('3')
    await page.getByRole('button', { name: 'Tiếp tục' }).click()
    await page.getByRole('button', { name: 'Tiếp tục' }).click()
    await see(page, 'Xem lại và nộp')
    await page.getByLabel('Tôi cam đoan').check()
    await page.getByRole('button', { name: 'Nộp hồ sơ' }).click()
    await see(page, 'Đã nộp hồ sơ')
    code = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '')
    await page.goto('/ho-so-cua-toi')
    await see(page, `Hồ sơ của ${names.mother}`)
    await page.getByText(code).first().waitFor()
  })

  test('she sees the case among hers, who filed it and by which right, and ends it', async () => {
    const { page } = mother
    await page.goto(`/ho-so-cua-toi/${code}`)
    await page.getByText(`${names.son} (Người được ủy quyền)`).waitFor()
    await page.goto('/tai-khoan/uy-quyen')
    await page.getByText('Nộp hồ sơ', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Dừng', exact: true }).click()
    await page.getByRole('heading', { name: 'Dừng việc làm thay này?' }).waitFor()
    assert.deepEqual(await findBarriers(page), [], 'before it ends')
    await page.getByRole('button', { name: 'Dừng ngay' }).click()
    await page.getByText('Đã kết thúc (1)').waitFor()
  })

  test('from then on he is refused, whatever his screen still shows', async () => {
    const { request } = son.page.context()
    const list = await (await request.get('/api/people.list-mandates')).json()
    mandate = z.object({ held: z.array(z.object({ id: z.string() })) }).parse(list).held[0]?.id ?? ''
    const data = { procedure, competentUnit: '19333', answers: {}, papers: [], mandate }
    const answer = await request.post('/api/cases.submit', { data })
    assert.equal(answer.status(), 403)
    assert.match(await answer.text(), /mandate-not-in-force/)
    assert.equal((await request.get(`/api/cases.get?code=${encodeURIComponent(code)}`)).status(), 403)
    await son.page.goto('/ho-so-cua-toi')
    await see(son.page, 'Hồ sơ của tôi')
    assert.equal(await son.page.getByText('Bạn đang làm thay cho').count(), 0)
    assert.equal(await son.page.getByText(code).count(), 0)
  })

  test('a receptionist records a mandate by its paper, and the holder has it at once', async () => {
    const { page } = await openDesk(browser, demo.url, clerk)
    await page.goto('/lam-viec/lam-thay')
    await see(page, 'Ghi nhận việc làm thay')
    await page.getByLabel('Cha, mẹ của con chưa thành niên').check()
    await page.getByLabel('Họ, chữ đệm, tên').fill('Trần Bé Na')
    await page.getByLabel('Ngày sinh').fill('04/03/2020')
    await page.getByLabel('Người làm thay').fill((await meOf(son)).phone)
    await page.getByLabel('Giấy tờ đã xem').fill('Giấy khai sinh số 12/2020')
    await page.getByLabel('Cán bộ xác nhận').fill('Đã xem bản chính')
    await page.getByRole('button', { name: 'Xem lại và ghi nhận' }).click()
    assert.deepEqual(await findBarriers(page), [], 'before it is recorded')
    await keepPicture(page, 'work-record-mandate')
    await page.getByRole('button', { name: 'Ghi nhận', exact: true }).click()
    await page.getByText('Đã ghi nhận việc làm thay').waitFor()
    await son.page.goto('/tai-khoan/uy-quyen')
    await son.page.getByRole('button', { name: 'Làm thay cho Trần Bé Na' }).waitFor()
  })

  test('a member of the digital team helps by the code that came to the person, until either ends it', async () => {
    const { phone } = await meOf(mother)
    const { page } = await openDesk(browser, demo.url, helper, 'phone')
    await page.goto('/lam-viec/ho-tro')
    await see(page, 'Hỗ trợ người dân tại chỗ')
    await page.getByLabel(/Điện thoại hoặc thư/).fill(phone)
    await page.getByRole('button', { name: 'Gửi mã đồng ý' }).click()
    await page.getByText('Người dân đọc mã cho bạn').waitFor()
    await page.getByLabel('Mã người dân đọc').fill(await codeTo(phone))
    await page.getByRole('button', { name: 'Bắt đầu hỗ trợ' }).click()
    await page.getByText('Bạn đang hỗ trợ').waitFor()
    await page.goto('/ho-so-cua-toi')
    await see(page, `Hồ sơ của ${names.mother}`)
    await keepPicture(page, 'citizen-assisted-phone')
    await page.getByRole('button', { name: 'Kết thúc hỗ trợ' }).click()
    await see(page, 'Hỗ trợ người dân tại chỗ')
  })

  test('two officials give an account back, and what opened it before opens it no more', async () => {
    const { page } = await openDesk(browser, demo.url, clerk)
    const { request } = mother.page.context()
    const shown = Shown.parse(await (await request.post('/api/people.show-personal-qr', { data: {} })).json())
    const data = { token: shown.token, purpose: 'file-case' }
    const card = Card.parse(await (await page.context().request.post('/api/people.read-personal-qr', { data })).json())
    await page.goto('/lam-viec/khoi-phuc')
    await see(page, 'Khôi phục tài khoản')
    await page.getByLabel('Số định danh trên thẻ').fill(card.personalId)
    await page.getByLabel('Ngày sinh trên thẻ').fill(card.birthDate.split('-').toReversed().join('/'))
    await page.getByLabel(/Số điện thoại hoặc thư điện tử mới/).fill('0912555666')
    await page.getByLabel('Cán bộ xác nhận').fill('Mất điện thoại')
    await page.getByRole('button', { name: 'Gửi mã đến số mới' }).click()
    await page.getByText(`Tài khoản của ${names.mother}`).waitFor()
    await page.getByLabel('Mã người dân đọc').fill(await codeTo('+84912555666'))
    await page.getByRole('button', { name: 'Xác nhận số mới' }).click()
    await page.getByText('Chờ thủ trưởng đơn vị hoàn tất').waitFor()
    assert.deepEqual(await findBarriers(page), [], 'it waits for the second')
    const second = await openDesk(browser, demo.url, head)
    await second.page.goto('/lam-viec/khoi-phuc')
    await second.page.getByRole('button', { name: 'Hoàn tất' }).click()
    await second.page.getByRole('heading', { name: `Trao lại tài khoản cho ${names.mother}?` }).waitFor()
    await keepPicture(second.page, 'work-recovery')
    await second.page.getByRole('button', { name: 'Trao lại tài khoản' }).click()
    await second.page.getByText('Không có tài khoản nào đang khôi phục').waitFor()
    const me = z.object({ signedIn: z.boolean() }).parse(await (await request.get('/api/people.me')).json())
    assert.equal(me.signedIn, false)
  })
})
