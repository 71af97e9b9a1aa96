import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { findBarriers, keepPicture, openBrowser, openWindow } from '#test/browser'
import { startDemo, type DemoServer } from '#test/demo'
import { clickNotice } from '#test/notice-click'
import { deliverPush } from '#test/push-delivery'
import { pushService } from '#test/push-service'

/** What a person's device does for them: finds their own, keeps what they write beside another device, is told, is renewed. */

const account = 'demo-citizen-0'
const passport = '1.001456'

let demo: DemoServer
let push: Awaited<ReturnType<typeof pushService>>
let browser: Browser
let phone: BrowserContext
let page: Page

before(async () => {
  demo = await startDemo()
  push = await pushService()
  browser = await openBrowser()
  phone = await openWindow(browser, demo.url, 'phone')
  await phone.grantPermissions(['notifications'], { origin: demo.url })
  await phone.request.post('/api/people.sign-in-demo', { data: { account } })
  page = await phone.newPage()
  page.setDefaultTimeout(15_000)
})
after(async () => {
  await phone?.close()
  await browser?.close()
  await demo?.close()
  await push?.close()
})

const isControlled = () => page.waitForFunction(() => navigator.serviceWorker.controller !== null)
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries += 1) {
    assert.ok(tries < 100, 'it came')
    await page.waitForTimeout(50)
  }
}
const occupation = (of: Page) => of.getByLabel('Nghề nghiệp')

describe('one device', { concurrency: false }, () => {
  test('home finds the person’s own papers and cases, services and procedures, by keyboard alone', async () => {
    await page.goto('/')
    await page.getByRole('heading', { name: 'Việc chờ bạn' }).waitFor()
    const box = page.getByRole('combobox', { name: /^Tìm thủ tục, dịch vụ/ })
    await box.fill('giay khai sinh')
    const options = page.getByRole('listbox', { name: 'Kết quả tìm thấy' }).getByRole('option')
    await options.filter({ hasText: 'Giấy tờ của bạn' }).first().waitFor()
    await options.filter({ hasText: 'Đăng ký khai sinh' }).first().waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await keepPicture(page, 'citizen-search-phone')
    await box.fill('so dien thoai khan')
    await options.filter({ hasText: 'Số điện thoại khẩn cấp' }).first().waitFor()
    await box.fill('giay khai sinh')
    await options.filter({ hasText: 'Giấy tờ của bạn' }).first().waitFor()
    await box.press('ArrowDown')
    await box.press('Enter')
    await page.waitForURL(/\/giay-to\/[0-9a-f-]{36}$/)
    await page.goto('/')
    await page
      .getByRole('region', { name: /^Giấy tờ/ })
      .getByRole('link')
      .first()
      .click()
    await page.waitForURL(/\/giay-to\//)
  })

  test('a form written on here offline and elsewhere meanwhile: neither goes over the other, the person chooses', async () => {
    const form = `/nop-ho-so/${passport}?step=applicant`
    await page.goto(form)
    await occupation(page).fill('Giáo viên')
    await page.getByText('Đã lưu', { exact: true }).waitFor()
    await phone.setOffline(true)
    await occupation(page).fill('Giáo viên tiểu học')
    await page.getByText('Chưa lưu – mất mạng').waitFor()
    const other = await openWindow(browser, demo.url)
    await other.request.post('/api/people.sign-in-demo', { data: { account } })
    const desktop = await other.newPage()
    await desktop.goto(form)
    await desktop.waitForFunction(() => document.querySelector('input[value="Giáo viên"]') !== null)
    await occupation(desktop).fill('Hiệu trưởng')
    await desktop.getByText('Đã lưu', { exact: true }).waitFor()
    const sent: string[] = []
    phone.on('request', (request) => {
      if (request.url().endsWith('/api/cases.save-draft')) sent.push(request.url())
    })
    await page.goto('/').catch(() => undefined)
    await phone.setOffline(false)
    await page.goto('/')
    await page.getByText('1 việc chưa gửi được, cần bạn xem lại').waitFor({ timeout: 40_000 })
    const tried = sent.length
    await page.getByRole('button', { name: 'Gửi lại' }).click()
    await page.waitForFunction(() => document.body.innerText.includes('được viết tiếp ở máy khác'))
    assert.ok(sent.length > tried, 'the button sends it anew')
    await page.goto(form)
    await page.getByText('Tờ khai này được viết tiếp ở hai nơi').waitFor()
    assert.equal(await occupation(page).inputValue(), 'Giáo viên tiểu học')
    assert.deepEqual(await findBarriers(page), [])
    await keepPicture(page, 'citizen-two-drafts-phone')
    await page.getByRole('button', { name: 'Dùng bản trong tài khoản' }).click()
    await page.waitForFunction(() => document.querySelector('input[value="Hiệu trưởng"]') !== null)
    await page.reload()
    await page.waitForFunction(() => document.querySelector('input[value="Hiệu trưởng"]') !== null)
    assert.equal(await page.getByText('Tờ khai này được viết tiếp ở hai nơi').count(), 0)
    assert.equal(await page.getByText('cần bạn xem lại').count(), 0)
    await other.close()
  })

  test('is turned on for notices by the button, and shows a push that can be read and one that cannot', async () => {
    // Outside the province: the browser's vendor. Its push service is played by the one in this process.
    await page.exposeFunction('subscribeAtVendor', (key: string) => push.subscribe('button', key))
    await page.addInitScript(`
      let held = null
      PushManager.prototype.getSubscription = async () => held
      PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
        const made = await window.subscribeAtVendor(applicationServerKey)
        return (held = { toJSON: () => made })
      }`)
    await page.goto('/thong-bao/cai-dat')
    await page.getByRole('button', { name: 'Bật trên thiết bị này' }).click()
    await page.getByText('Thiết bị này đã bật').waitFor()
    await page.getByRole('list', { name: 'Thiết bị đang nhận' }).getByText('Chrome, Android').waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await isControlled()
    const shown = () =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready
        return (await registration.getNotifications()).map(({ title, body, tag }) => `${title}|${body}|${tag}`)
      })
    await deliverPush(page, { title: 'Hồ sơ đã có kết quả', body: 'Nhận tại quầy', url: '/ho-so-cua-toi', tag: 'a' })
    await deliverPush(page, { title: 'Hồ sơ đã trả', body: 'Xem lại', url: '/ho-so-cua-toi', tag: 'a' })
    await deliverPush(page, [])
    await page.waitForTimeout(500)
    const titles = await shown()
    assert.ok(titles.includes('Hồ sơ đã trả|Xem lại|a'), titles.join(', '))
    assert.ok(!titles.some((one) => one.startsWith('Hồ sơ đã có kết quả')), 'of one matter only the last')
    assert.equal(titles.length, 2, 'a push that cannot be read is shown as well')
    await page.getByRole('button', { name: 'Bỏ thiết bị' }).click()
    await page.getByRole('list', { name: 'Thiết bị đang nhận' }).waitFor({ state: 'detached' })
  })

  test('a notice that is pressed leads to its own page, is gone, and never leads out of the province’s address', async () => {
    await page.goto('/')
    await isControlled()
    const left = () =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready
        return (await registration.getNotifications()).map(({ title }) => title)
      })
    const url = '/lich-hen'
    await deliverPush(page, { title: 'Nhắc lịch hẹn', body: 'Ngày mai', url, tag: 'b' })
    await until(async () => (await left()).includes('Nhắc lịch hẹn'))
    await clickNotice(page, 'Nhắc lịch hẹn')
    await page.getByRole('heading', { level: 1, name: 'Lịch hẹn của tôi' }).waitFor()
    assert.equal(new URL(page.url()).pathname, url)
    assert.ok(!(await left()).includes('Nhắc lịch hẹn'))
    await deliverPush(page, { title: 'Lừa', body: '', url: 'https://lua-dao.example/', tag: 'c' })
    await until(async () => (await left()).includes('Lừa'))
    await clickNotice(page, 'Lừa')
    await page.getByRole('heading', { name: 'Việc chờ bạn' }).waitFor()
    assert.equal(page.url(), `${demo.url}/`)
  })

  test('a new version waits until the person takes it', async () => {
    await page.goto('/thu-tuc')
    await isControlled()
    // The same worker by another address is a new version to the browser.
    await page.evaluate(async () => void (await navigator.serviceWorker.register('/sw.js?another')))
    await page.getByText('Đã có bản mới của Tỉnh Số.').waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Dùng bản mới' }).click()])
    assert.match(await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL ?? ''), /sw\.js\?another$/)
  })
})
