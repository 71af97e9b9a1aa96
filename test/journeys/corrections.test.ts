import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import type { Browser, Page } from 'playwright-core'
import { findBarriers, keepPicture, openBrowser } from '#test/browser'
import { startDemo, type DemoServer } from '#test/demo'
import { openDesk, type Desk } from '#test/desk'
import { scan } from '#test/scan'

/** What was filled in is contested where it stands, looked into by who keeps it, and told; a paper's words, and who may open it. */

const citizen = 'demo-citizen-0'
const clerk = 'demo-H50.142.01-receptionist-0'
const elsewhere = 'demo-H50.143.01-receptionist-0'
const passport = '1.001456'

let demo: DemoServer
let browser: Browser
let person: Desk
let desk: Desk
let page: Page

before(async () => {
  demo = await startDemo()
  browser = await openBrowser()
  person = await openDesk(browser, demo.url, citizen, 'phone')
  desk = await openDesk(browser, demo.url, clerk)
  page = person.page
})
after(async () => {
  await browser?.close()
  await demo?.close()
})

const see = async (of: Page, heading: string) => {
  await of.getByRole('heading', { level: 1 }).filter({ hasText: heading }).waitFor()
  assert.deepEqual(await findBarriers(of), [], heading)
}
const name = () => page.getByLabel('Họ, chữ đệm, tên', { exact: true })

describe('a value that is not right', { concurrency: false }, () => {
  test('stands locked with where it comes from, and is contested beside it; then the field is its person’s', async () => {
    await page.goto(`/nop-ho-so/${passport}?step=applicant`)
    await see(page, 'Người đề nghị')
    assert.equal(await name().getAttribute('readonly'), '')
    await page.getByRole('button', { name: 'Không đúng? Họ, chữ đệm, tên' }).click()
    const panel = page.getByRole('region', { name: 'Họ, chữ đệm, tên: chưa đúng?' })
    await panel.getByText('Tài khoản của bạn').waitFor()
    await panel.getByLabel('Thông tin đúng là').fill('Đinh Quang Hiểu')
    await panel.getByLabel('Căn cứ vào giấy tờ nào').fill('Giấy khai sinh số 12/1973')
    await panel.getByRole('combobox', { name: 'Xã, phường xem giúp bạn' }).fill('dong ha')
    await page.getByRole('option', { name: 'Phường Đông Hà', exact: true }).click()
    assert.deepEqual(await findBarriers(page), [])
    await keepPicture(page, 'citizen-contest-phone')
    await panel.getByRole('button', { name: 'Gửi yêu cầu sửa' }).click()
    await page.getByText(/Đã gửi đến Trung tâm Phục vụ hành chính công phường Đông Hà.*trước \d\d:\d\d/).waitFor()
    await page.waitForFunction(() => !document.querySelector('#answer-applicant-fullName')?.hasAttribute('readonly'))
    await name().fill('Đinh Quang Hiểu')
    assert.equal(await page.getByLabel('Số định danh cá nhân').first().getAttribute('readonly'), '')
  })

  test('is looked into at the reception that its person named, and answered', async () => {
    await desk.page.goto('/lam-viec/tiep-nhan')
    await desk.page.getByRole('link', { name: 'Yêu cầu sửa thông tin (1)' }).click()
    await see(desk.page, 'Yêu cầu sửa thông tin')
    const claim = desk.page.getByRole('listitem').filter({ hasText: 'Đinh Quang Hiểu' })
    await claim.getByText('Giấy khai sinh số 12/1973').waitFor()
    await claim.getByText(/^Trả lời trước \d\d:\d\d/).waitFor()
    await keepPicture(desk.page, 'work-corrections-desktop')
    await claim.getByLabel('Trả lời người dân').fill('Đã đối chiếu giấy khai sinh; Công an phường cập nhật trong tuần.')
    await claim.getByRole('button', { name: 'Đã sửa ở nguồn' }).click()
    await desk.page.getByText('Không có yêu cầu nào').waitFor()
    await page.goto('/thong-bao')
    await page.getByText('Thông tin bạn báo sai đã được sửa').first().waitFor()
  })
})

describe('a paper of one’s own', { concurrency: false }, () => {
  test('is corrected where it is shown, without its file', async () => {
    await page.goto('/giay-to/them')
    await page.getByLabel('Loại giấy tờ').selectOption('passport')
    const photograph = await sharp({ create: { width: 300, height: 400, channels: 3, background: '#e9e2cf' } })
      .jpeg()
      .toBuffer()
    await page.locator('#file-file').setInputFiles({ name: 'ho-chieu.jpg', mimeType: 'image/jpeg', buffer: photograph })
    await page.getByLabel('Đã gửi').waitFor()
    await page.getByLabel('Số', { exact: false }).first().fill('P000')
    await page.getByRole('button', { name: 'Lưu vào kho' }).click()
    await see(page, 'Hộ chiếu')
    await page.getByRole('button', { name: 'Sửa thông tin giấy tờ' }).click()
    await page.getByLabel('Số', { exact: false }).first().fill('P01234567')
    await page.getByLabel('Nơi cấp').fill('Công an tỉnh Quảng Trị')
    assert.deepEqual(await findBarriers(page), [])
    await page.getByRole('button', { name: 'Lưu', exact: true }).click()
    await page.getByText('P01234567').waitFor()
    await page.getByText('Công an tỉnh Quảng Trị').waitFor()
  })

  test('is shared with one agency: its officials open the code, nobody else does', async () => {
    await page.getByRole('button', { name: 'Chia sẻ bằng mã QR' }).click()
    await page.getByRole('button', { name: 'Tạo mã chia sẻ' }).click()
    await page.getByText('Bạn ghi chia sẻ cho ai và để làm gì.').waitFor()
    await page.getByLabel('Chỉ cơ quan này').check()
    await page.getByRole('combobox', { name: 'Cơ quan' }).fill('dong ha')
    await page.getByRole('option', { name: 'Phường Đông Hà', exact: true }).click()
    await page.getByLabel('Để làm gì').fill('Đối chiếu hộ chiếu')
    assert.deepEqual(await findBarriers(page), [])
    await keepPicture(page, 'citizen-share-unit-phone')
    await page.getByRole('button', { name: 'Tạo mã chia sẻ' }).click()
    const shared = await scan(await page.getByRole('img', { name: 'Đưa mã này cho người nhận quét' }).screenshot())
    await desk.page.goto(shared)
    await see(desk.page, 'Giấy tờ được chia sẻ với bạn')
    await desk.page.getByText('Đối chiếu hộ chiếu').waitFor()
    const other = await openDesk(browser, demo.url, elsewhere)
    await other.page.goto(shared)
    await other.page.getByText('Bạn không có quyền xem').first().waitFor()
    assert.equal(await other.page.getByText('Đối chiếu hộ chiếu').count(), 0)
    await page.reload()
    await page
      .getByText(/Chỉ Phường Đông Hà/)
      .first()
      .waitFor()
    await page.getByText('Đã mở 1 lần').waitFor()
  })

  test('no page complained', () => {
    assert.deepEqual([...person.errors, ...desk.errors], [])
  })
})
