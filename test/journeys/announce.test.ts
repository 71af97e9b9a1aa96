import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { findBarriers, keepPicture, listenForErrors, openBrowser, openWindow } from '#test/browser'
import { startDemo, type DemoServer } from '#test/demo'

/** A warning from a commune's chair to the bell of those who live there, and back: who has read it and knows. */

let demo: DemoServer
let browser: Browser
let phone: BrowserContext
let desk: BrowserContext
let work: Page
let errors: string[]
let commune: string

before(async () => {
  demo = await startDemo()
  browser = await openBrowser()
  phone = await openWindow(browser, demo.url, 'phone')
  desk = await openWindow(browser, demo.url)
  await phone.request.post('/api/people.sign-in-demo', { data: { account: 'demo-citizen-0' } })
  const units = await (await phone.request.get('/api/units.list?kind=commune')).json()
  commune = units.items[0].code
  await phone.request.post('/api/people.choose-commune', { data: { commune } })
  await desk.request.post('/api/people.sign-in-demo', { data: { account: `demo-${commune}-chair-0` } })
  work = await desk.newPage()
  work.setDefaultTimeout(15_000)
  errors = listenForErrors(work)
})
after(async () => {
  await browser?.close()
  await demo?.close()
})

const heading = (of: Page, name: string) => of.getByRole('heading', { level: 1 }).filter({ hasText: name }).waitFor()
const title = 'Nước sông lên nhanh'

describe('a warning to a commune', { concurrency: false }, () => {
  test('is written, previewed way by way, and sent only when confirmed', async () => {
    await work.goto('/lam-viec/thong-bao/gui-nguoi-dan')
    await heading(work, 'Gửi thông báo đến người dân')
    await work.getByText('sẽ thấy thông báo trong ứng dụng').waitFor()
    await work.getByRole('button', { name: 'Xem trước' }).click()
    await work.getByText('Còn thiếu').waitFor()
    await work.locator('#title').fill(title)
    await work.locator('#text').fill('Bà con vùng thấp chuyển đồ đạc lên cao trước 18 giờ hôm nay.')
    await work.getByRole('button', { name: 'Xem trước' }).click()
    await work.getByRole('heading', { name: 'Gửi thông báo này?' }).waitFor()
    await work.getByRole('heading', { name: /Tin nhắn SMS/ }).waitFor()
    // What is to be confirmed was scrolled to: a choice half under the face's header is no target.
    await work.evaluate('window.scrollTo(0, 0)')
    assert.deepEqual(await findBarriers(work), [])
    await keepPicture(work, 'work-announce-desktop')
    await work.locator('#title').fill(`${title}, `)
    await work.getByRole('heading', { name: 'Gửi thông báo này?' }).waitFor({ state: 'detached' })
    await work.locator('#title').fill(title)
    await work.getByRole('button', { name: 'Xem trước' }).click()
    await work.getByRole('button', { name: /^Gửi đến \d/ }).click()
    await heading(work, 'Thông báo đã gửi')
    await work
      .getByRole('link', { name: new RegExp(title) })
      .first()
      .waitFor()
    await work.getByRole('rowheader').first().waitFor()
  })

  test('stands in the bell and the list of who lives there, who confirms it', async () => {
    const page = await phone.newPage()
    page.setDefaultTimeout(15_000)
    await page.goto('/')
    const bell = page.getByRole('link', { name: /Thông báo, .*chưa đọc/ })
    await bell.waitFor()
    await bell.click()
    const item = page.getByRole('listitem').filter({ hasText: title })
    await item.getByRole('button', { name: 'Tôi đã nắm thông tin' }).click()
    await item.getByText('Bạn đã xác nhận nắm thông tin').waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await keepPicture(page, 'citizen-notice-phone')
    await page.close()
  })

  test('shows its sender who has read it and who knows', async () => {
    await work.reload()
    const row = work.getByRole('row').nth(1)
    await row.waitFor()
    const read = work.locator('dl > div').filter({ hasText: 'Đã xác nhận' }).locator('dd')
    assert.match((await read.textContent()) ?? '', /^1 \(/)
    assert.deepEqual(await findBarriers(work), [])
    await keepPicture(work, 'work-announced-desktop')
    await work.goto('/lam-viec/thong-bao/nhat-ky')
    await work.getByText('dành cho quản trị hệ thống').waitFor()
    assert.deepEqual(errors, [])
  })

  test('leaves its messages in the operators’ log, which also shows every template', async () => {
    const operators = await openWindow(browser, demo.url)
    await operators.request.post('/api/people.sign-in-demo', { data: { account: 'demo-44-system-operator-0' } })
    const page = await operators.newPage()
    page.setDefaultTimeout(15_000)
    await page.goto('/lam-viec/thong-bao/nhat-ky?state=kept')
    await page.getByRole('rowheader', { name: 'Cảnh báo cho người dân trong vùng' }).first().waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await keepPicture(page, 'work-deliveries-desktop')
    await page.locator('#state').selectOption('parked')
    await page.getByText('Không có tin nào như vậy').waitFor()
    await page.getByRole('link', { name: 'Mẫu thông báo' }).click()
    await page.getByRole('heading', { name: /Hồ sơ đã có kết quả/ }).waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await keepPicture(page, 'work-notice-words-desktop')
    await operators.close()
  })
})
