import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { findBarriers, keepPicture, listenForErrors, openBrowser, openWindow, signOut } from '#test/browser'
import { startDemo, type DemoServer } from '#test/demo'
import type { Browser, BrowserContext, Page } from 'playwright-core'

/** The board, journeys of life and the home of a person, also without a connection. */

let demo: DemoServer
let browser: Browser
let phone: BrowserContext
let page: Page
let errors: string[]

before(async () => {
  demo = await startDemo()
  browser = await openBrowser()
  phone = await openWindow(browser, demo.url, 'phone')
  page = await phone.newPage()
  page.setDefaultTimeout(15_000)
  errors = listenForErrors(page)
})
after(async () => {
  await browser?.close()
  await demo?.close()
})

const heading = (name: string) => page.getByRole('heading', { name, exact: true })
const isControlled = () => page.waitForFunction(() => navigator.serviceWorker.controller !== null)

describe('the services of the province', { concurrency: false }, () => {
  test('the board is walked by keyboard alone, and searched without accents', async () => {
    await page.goto('/dich-vu')
    await heading('Việc với chính quyền').waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await keepPicture(page, 'citizen-board-phone')
    await page.getByRole('searchbox', { name: 'Tìm dịch vụ hoặc thủ tục' }).focus()
    await page.keyboard.type('so dien thoai khan')
    await heading('Dịch vụ').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await heading('Số điện thoại khẩn cấp').waitFor()
    await page.getByRole('link', { name: '115' }).waitFor()
    assert.deepEqual(await findBarriers(page), [])
  })

  test('a former ward is found, with where it lies today and the source', async () => {
    await page.goto('/dich-vu/former-units')
    await page.getByLabel('Tra cứu').fill('phuong dong hai')
    await page.getByRole('cell', { name: 'Phường Đồng Hới' }).first().waitFor()
    await page.getByText(/Nguồn: Nghị quyết 202/).waitFor()
  })

  test('a person pins a service and finds it at home', async () => {
    await phone.request.post('/api/people.sign-in-demo', { data: { account: 'demo-citizen-0' } })
    await page.goto('/dich-vu')
    await page.getByRole('button', { name: 'Ghim Số điện thoại khẩn cấp' }).first().click()
    await heading('Bạn hay dùng').waitFor()
    await page.goto('/')
    await heading('Việc chờ bạn').waitFor()
    await page.getByRole('button', { name: 'Bỏ ghim Số điện thoại khẩn cấp' }).waitFor()
    assert.deepEqual(await findBarriers(page), [])
  })

  test('a step of a journey that the platform cannot know is ticked by the person, and stays ticked', async () => {
    await page.goto('/su-kien/birth')
    const own = page.getByRole('checkbox', { name: 'Tôi đã làm: Lấy giấy chứng sinh ở cơ sở y tế' })
    // What the platform knows of the person counts as well.
    const progress = page.getByText(/^Đã xong \d+ trên \d+ việc$/)
    const known = /\d+/.exec((await progress.first().textContent()) ?? '')?.[0]
    await own.check()
    const ticked = `Đã xong ${Number(known) + 1} trên`
    await page.getByText(ticked).first().waitFor()
    await page.reload()
    await page.getByText(ticked).first().waitFor()
    assert.ok(await own.isChecked())
    assert.deepEqual(await findBarriers(page), [])
    await keepPicture(page, 'citizen-journey-phone')
  })

  test('without a connection the home opens with the last state, and says since when', async () => {
    await page.goto('/')
    await isControlled()
    await page.reload()
    await heading('Việc chờ bạn').waitFor()
    await page.waitForTimeout(500)
    await phone.setOffline(true)
    await page.goto('/')
    await heading('Việc chờ bạn').waitFor()
    await page.getByText(/Bạn đang xem những gì máy lưu lúc/).waitFor()
    assert.ok(await page.getByRole('button', { name: 'Bỏ ghim Số điện thoại khẩn cấp' }).isVisible())
  })

  test('what is sent without a connection waits on the device and goes once when it is back', async () => {
    await phone.setOffline(false)
    await page.goto('/dich-vu/service-feedback')
    await page.getByLabel('Tờ khai trên mạng').check()
    await page.getByLabel('Nội dung góp ý').fill('Chữ trên tờ khai nên to hơn.')
    const sent: string[] = []
    phone.on('request', (request) => {
      if (request.url().endsWith('/api/services.answer')) sent.push(request.headers()['idempotency-key'] ?? '')
    })
    await phone.setOffline(true)
    await page.getByRole('button', { name: 'Gửi', exact: true }).click()
    await page.getByText('1 việc chờ gửi, sẽ tự gửi khi có mạng').waitFor()
    await keepPicture(page, 'citizen-outbox-phone')
    await phone.setOffline(false)
    await page.getByText('1 việc đã gửi xong').waitFor({ timeout: 40_000 })
    const leader = await openWindow(browser, demo.url)
    const accounts = await leader.request.get('/api/people.demo-accounts')
    const listed: { id: string; posts: { role: string }[] }[] = await accounts.json()
    const account = listed.find(({ posts }) => posts.some(({ role }) => role === 'leader'))?.id
    await leader.request.post('/api/people.sign-in-demo', { data: { account } })
    const answers = await leader.request.get('/api/services.list-answers?service=service-feedback')
    const { items }: { items: { lines: { value: string }[] }[] } = await answers.json()
    const mine = items.filter(({ lines }) => lines.some(({ value }) => value === 'Chữ trên tờ khai nên to hơn.'))
    assert.equal(mine.length, 1, 'it arrived once')
    errors.length = 0 // the browser's own words about the broken connection
  })

  test('after signing out nothing of the person is left on the device', async () => {
    await signOut(page)
    const left = await page.evaluate(async () => {
      const cache = await caches.open('state')
      return (await cache.keys())
        .map(({ url }) => url)
        .filter((url) => /services\.home|list-mine|list-papers/.test(url))
    })
    assert.deepEqual(left, [])
    await page.goto('/')
    await page.getByText('Bạn đã nộp hồ sơ?').waitFor()
  })

  test('large text is kept on the device', async () => {
    await page.getByRole('button', { name: 'Chữ lớn' }).click()
    await page.reload()
    const size = await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)
    assert.equal(size, '20px')
  })

  test('no page complained', () => {
    assert.deepEqual(errors, [])
  })
})
