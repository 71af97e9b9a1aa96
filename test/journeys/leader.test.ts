import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { findBarriers, keepPicture, listenForErrors, openBrowser, openWindow } from '#test/browser'
import { startDemo, type DemoServer } from '#test/demo'
import type { Browser, BrowserContext, Page } from 'playwright-core'

/** What a leader of the province does: looks at the map, opens a figure down to the case, and sees work as it happens. */

let demo: DemoServer
let browser: Browser
let desk: BrowserContext
let page: Page
let errors: string[]

before(async () => {
  demo = await startDemo({ cases: 1_500 })
  browser = await openBrowser()
  desk = await openWindow(browser, demo.url)
  page = await desk.newPage()
  page.setDefaultTimeout(20_000)
  errors = listenForErrors(page)
})
after(async () => {
  await browser?.close()
  await demo?.close()
})

async function session(account: string) {
  const context = await openWindow(browser, demo.url)
  const ask = async (operation: string, query: Record<string, string> = {}) => {
    const answer = await context.request.get(`/api/${operation}?${new URLSearchParams(query)}`)
    assert.ok(answer.ok(), `${operation}: ${await answer.text()}`)
    return answer.json()
  }
  const act = async (operation: string, data: object) => {
    const answer = await context.request.post(`/api/${operation}`, { data })
    assert.ok(answer.ok(), `${operation}: ${await answer.text()}`)
    return answer.json()
  }
  await act('people.sign-in-demo', { account })
  return { ask, act }
}

const map = () => page.getByRole('heading', { level: 1 })

describe('a leader', { concurrency: false }, () => {
  test('signs in with one click and sees every commune', async () => {
    await page.goto('/dang-nhap')
    await page
      .getByRole('button', { name: /Lãnh đạo theo dõi điều hành/ })
      .first()
      .click()
    await page.waitForURL(/dieu-hanh|lam-viec|\/$/)
    await page.goto('/dieu-hanh')
    await map().filter({ hasText: 'Trả kết quả đúng hạn' }).waitFor()
    await page.getByText('Xếp hạng').first().waitFor()
    assert.deepEqual(await findBarriers(page), [])
  })

  test('asks another indicator and another period; the address holds both', async () => {
    await page
      .getByRole('link', { name: 'Hồ sơ nộp trực tuyến' })
      .or(page.getByRole('button', { name: 'Hồ sơ nộp trực tuyến' }))
      .first()
      .click()
    await page.waitForURL(/online-share/)
    await page.goto('/dieu-hanh?indicator=returned-on-time&period=quarter')
    await page
      .getByText(/Quý 4\/2026|Quý \d/)
      .first()
      .waitFor()
  })

  test('opens a commune down to a case and its timeline', async () => {
    await page.goto('/dieu-hanh/don-vi/19333?indicator=closed&period=year')
    await page.getByRole('heading', { level: 1 }).filter({ hasText: 'Đông Hà' }).waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await page.goto('/dieu-hanh/don-vi/19333?indicator=closed&period=year&procedure=certified-copies')
    await page.getByLabel('Bước đã qua').selectOption({ index: 1 })
    await page.waitForURL(/step=/)
    await page
      .getByRole('link', { name: /H50\.\d+-\d{6}-\d{4}/ })
      .first()
      .click()
    await page.waitForURL(/dieu-hanh\/ho-so/)
    await page.getByText('Tiếp nhận').first().waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await keepPicture(page, 'operations-case-desktop')
  })

  test('sees how a procedure really runs', async () => {
    await page.goto('/dieu-hanh/quy-trinh/certified-copies')
    await page.getByRole('heading', { level: 1 }).filter({ hasText: 'Chứng thực bản sao' }).waitFor()
    await page.getByRole('heading', { name: 'Chờ ở đâu' }).first().waitFor()
    assert.deepEqual(await findBarriers(page), [])
  })

  test('sees a case that is closed now, on the map, without asking again', async () => {
    const receptionist = await session('demo-H50.142.01-receptionist-0')
    const officer = await session('demo-19333-civil-status-officer-0')
    const chair = await session('demo-19333-chair-0')
    await page.goto('/dieu-hanh?indicator=closed&period=day')
    await map().waitFor()
    const before = await chair.ask('indicators.map', { indicator: 'closed', period: 'day' })
    const { code } = await receptionist.act('cases.register', {
      procedure: 'certified-copies',
      competentUnit: '19333',
      receptionUnit: 'H50.142.01',
      channel: 'counter',
      applicant: { name: 'Nguyễn Thị Hoa' },
      answers: {
        applicant: { fullName: 'Nguyễn Thị Hoa' },
        documents: [{ name: 'Bằng tốt nghiệp', pages: 2, copies: 1 }],
      },
    })
    await officer.act('cases.complete-step', { code })
    await chair.act('cases.approve', { code })
    await page.getByText('Vừa diễn ra').first().waitFor()
    await page
      .getByText(/vừa xong/)
      .first()
      .waitFor()
    const total = (answer: { total: { part: number } }) => answer.total.part
    for (let i = 0; i < 50; i += 1) {
      const now = await chair.ask('indicators.map', { indicator: 'closed', period: 'day' })
      if (total(now) > total(before)) return
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    assert.fail('the closed case did not reach the map')
  })

  test('keeps it open on a wall, and reads it on a phone, at 320 px and in English', async () => {
    const wall = await browser.newContext({
      baseURL: demo.url,
      viewport: { width: 1920, height: 1080 },
      storageState: await desk.storageState(),
    })
    const screen = await wall.newPage()
    await screen.goto('/dieu-hanh?wall=1')
    await screen.getByRole('heading', { level: 1 }).waitFor()
    await screen.waitForTimeout(1_000)
    await keepPicture(screen, 'operations-wall')
    const width = 320
    const small = await browser.newContext({
      baseURL: demo.url,
      viewport: { width, height: 640 },
      storageState: await desk.storageState(),
    })
    const narrow = await small.newPage()
    for (const path of ['/dieu-hanh', '/dieu-hanh/don-vi/19333', '/dieu-hanh/quy-trinh', '/dieu-hanh/chi-so/backlog']) {
      await narrow.goto(path)
      await narrow.getByRole('heading', { level: 1 }).waitFor()
      const wide = await narrow.evaluate(() => document.documentElement.scrollWidth)
      assert.ok(wide <= width, `${path} is ${wide} px wide`)
    }
    const phone = await openWindow(browser, demo.url, 'phone')
    await phone.addCookies(await desk.cookies())
    const hand = await phone.newPage()
    await hand.goto('/dieu-hanh')
    await hand.getByText('Xếp hạng').first().waitFor()
    assert.deepEqual(errors, [])
  })
})
