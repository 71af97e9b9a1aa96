import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { findBarriers, keepPicture, listenForErrors, openBrowser, openWindow } from '#test/browser'
import { startDemo, type DemoServer } from '#test/demo'
import { silence } from '#test/sound'

/** A report from a phone without a connection to its answer: sent when the connection is back, triaged, answered, judged. */

let demo: DemoServer
let browser: Browser
let phone: BrowserContext
let desk: BrowserContext
let page: Page
let errors: string[]
let picture: Buffer

before(async () => {
  demo = await startDemo()
  browser = await openBrowser()
  phone = await openWindow(browser, demo.url, 'phone')
  desk = await openWindow(browser, demo.url)
  page = await phone.newPage()
  page.setDefaultTimeout(15_000)
  errors = listenForErrors(page)
  picture = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#6f7a89' } })
    .jpeg()
    .toBuffer()
})
after(async () => {
  await browser?.close()
  await demo?.close()
})

const heading = (of: Page, name: string) => of.getByRole('heading', { level: 1 }).filter({ hasText: name }).waitFor()

describe('a report', { concurrency: false }, () => {
  test('is written with a photo and a pin while there is no connection, and kept', async () => {
    await phone.request.post('/api/people.sign-in-demo', { data: { account: 'demo-citizen-0' } })
    await page.goto('/phan-anh/gui')
    await heading(page, 'Gửi phản ánh')
    await page.getByLabel('Phản ánh về việc gì?').or(page.locator('#category select')).first().waitFor()
    await page.locator('svg[role=application]').click({ position: { x: 170, y: 160 } })
    await page.getByText('Thuộc ').waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await phone.setOffline(true)
    await page.getByLabel('Chuyện gì đang xảy ra?').fill('Ổ gà sâu trước cổng trường, hai hôm nay nhiều xe bị ngã.')
    await page.locator('#photos-file').setInputFiles({ name: 'o-ga.jpg', mimeType: 'image/jpeg', buffer: picture })
    await page
      .locator('#recording-file')
      .setInputFiles({ name: 'ghi-am.wav', mimeType: 'audio/wav', buffer: silence() })
    await page.locator('#category select').selectOption('road-damage')
    await page.getByRole('button', { name: 'Gửi phản ánh', exact: true }).click()
    await heading(page, 'Đã cất trên máy')
    await keepPicture(page, 'citizen-report-offline-phone')
  })

  let code = ''
  test('is sent once when the connection is back', async () => {
    await phone.setOffline(false)
    await page
      .getByText(/Đã gửi|việc đã gửi xong/)
      .first()
      .waitFor()
    await page.goto('/phan-anh-cua-toi')
    const link = page.getByRole('link', { name: /Đường hỏng/ }).first()
    await link.waitFor()
    assert.equal(await page.getByRole('link', { name: /Đường hỏng/ }).count(), 1)
    code = (await link.getAttribute('href'))?.split('/').at(-1) ?? ''
    assert.match(code, /^PA-/)
  })

  test('is taken up, shown and answered by the desk of its commune', async () => {
    const found = await (await phone.request.get(`/api/reports.get?code=${code}`)).json()
    await desk.request.post('/api/people.sign-in-demo', { data: { account: `demo-${found.unit.code}-chair-0` } })
    const work = await desk.newPage()
    work.setDefaultTimeout(15_000)
    await work.goto(`/lam-viec/phan-anh?case=${code}`)
    await work.getByRole('button', { name: 'Tiếp nhận', exact: true }).click()
    await work.locator('form').getByRole('button', { name: 'Tiếp nhận', exact: true }).click()
    await work.getByText('Đã tiếp nhận').first().waitFor()
    const sound = work.locator('audio')
    await sound.waitFor()
    assert.equal(
      await sound.evaluate(
        (player: HTMLAudioElement) =>
          new Promise((done) => {
            if (player.readyState > 0) done(player.duration)
            player.addEventListener('loadedmetadata', () => done(player.duration))
          }),
      ),
      1,
    )
    await work.getByLabel('Ảnh 1').first().check()
    await work.getByRole('button', { name: 'Công khai', exact: true }).click()
    await work.getByText('Đang công khai').waitFor()
    await work.getByRole('button', { name: 'Trả lời', exact: true }).click()
    await work.getByLabel('Câu trả lời').fill('Đã vá xong mặt đường bằng bê tông nhựa.')
    await work
      .locator('form input[type=file]')
      .setInputFiles({ name: 'sau.jpg', mimeType: 'image/jpeg', buffer: picture })
    await work.locator('form img').first().waitFor()
    await work.locator('form').getByRole('button', { name: 'Trả lời', exact: true }).click()
    await work.getByText('Đã công khai kết quả').first().waitFor()
    assert.deepEqual(await findBarriers(work), [])
    await keepPicture(work, 'work-report-desktop')
    await work.close()
  })

  test('is judged by its sender, and stands on the public page with its answer', async () => {
    await page.goto(`/phan-anh/${code}`)
    await page.getByText('Đã vá xong mặt đường bằng bê tông nhựa.').first().waitFor()
    await page.getByLabel('Rất hài lòng').check()
    await page.getByRole('button', { name: 'Gửi đánh giá' }).click()
    await page.getByText('Người gửi đánh giá: Rất hài lòng').waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await keepPicture(page, 'citizen-report-phone')
    const stranger = await openWindow(browser, demo.url)
    const other = await stranger.newPage()
    await other.goto('/phan-anh')
    await other
      .getByRole('link', { name: /Đường hỏng/ })
      .first()
      .waitFor()
    assert.deepEqual(await findBarriers(other), [])
    await stranger.close()
  })

  test('nothing went wrong on the pages but what had no connection', () => {
    assert.deepEqual(
      errors.filter((line) => !/net::ERR_(INTERNET_DISCONNECTED|FAILED)/.test(line)),
      [],
    )
  })
})
