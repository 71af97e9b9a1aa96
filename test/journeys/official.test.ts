import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { findBarriers, keepPicture, listenForErrors, openBrowser, openWindow } from '#test/browser'
import { startDemo, type DemoServer } from '#test/demo'
import type { Browser, Page } from 'playwright-core'

/** A case through the hands of a commune: counter, officer, chair, counter; by keys, as clerks work. */

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const card = '045190001234|191234567|TRẦN THỊ BÍCH NGỌC|09021990|Nữ|Khu phố 2, phường Đông Hà, tỉnh Quảng Trị|20082024'

let demo: DemoServer
let browser: Browser
let code = ''
const errors: string[] = []

before(async () => {
  demo = await startDemo()
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await demo?.close()
})

/** An official's own desk. */
async function desk(account: string, screen: 'desktop' | 'phone' = 'desktop'): Promise<Page> {
  const window = await openWindow(browser, demo.url, screen)
  const answer = await window.request.post('/api/people.sign-in-demo', { data: { account } })
  assert.ok(answer.ok(), await answer.text())
  const page = await window.newPage()
  page.setDefaultTimeout(20_000)
  errors.push(...listenForErrors(page))
  return page
}

/** Opens the most urgent case of the inbox by keys. */
async function openFirst(page: Page): Promise<void> {
  await page.goto('/lam-viec')
  await page.locator('li[data-code]').first().waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByText(code).first().waitFor()
  await page.getByText('Tờ khai, giấy tờ').first().waitFor()
}

describe('officials of a commune', { concurrency: false }, () => {
  test('a receptionist takes a birth registration at the counter, from the card in the hand', async () => {
    const page = await desk('demo-H50.142.01-receptionist-0')
    await page.goto('/lam-viec/tiep-nhan?procedure=1.001193')
    await page.locator('#scan').fill(card)
    await page.locator('#scan').press('Enter')
    await page.locator('#applicant-phone').fill('0912345678')
    assert.equal(await page.locator('#applicant-name').inputValue(), 'Trần Thị Bích Ngọc')
    await page.locator('#answer-declarant-relationship').selectOption({ index: 1 })
    await page.locator('#answer-child-fullName').fill('Nguyễn Trần Minh An')
    await page.locator('#answer-child-birthDate').fill('10/11/2026')
    await page.locator('#answer-child-sex input').first().check()
    await page.locator('#answer-child-ethnicity').selectOption({ index: 1 })
    await page.locator('#answer-child-nationality').selectOption({ index: 1 })
    await page.locator('#answer-child-birthPlace-line').fill('Bệnh viện Đa khoa tỉnh')
    await page.locator('#answer-child-homeTown-line').fill('Gio Linh, Quảng Trị')
    await page.locator('#answer-mother-fullName').fill('Trần Thị Bích Ngọc')
    await page.locator('#answer-mother-birthDate').fill('09/02/1990')
    await page
      .locator('#paper-birth-notice-file')
      .setInputFiles({ name: 'giay-chung-sinh.png', mimeType: 'image/png', buffer: png })
    await page.getByText('giay-chung-sinh.png').first().waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await keepPicture(page, 'work-reception-filled-desktop')
    await page.keyboard.press('Control+Enter')
    const found = page.getByText(/H50\.142-\d{6}-\d{4}/).first()
    await found.waitFor()
    code = /H50\.142-\d{6}-\d{4}/.exec((await found.textContent()) ?? '')?.[0] ?? ''
    assert.notEqual(code, '')
  })

  test('an officer examines form and papers side by side, and passes the case on', async () => {
    const page = await desk('demo-19333-civil-status-officer-0')
    await openFirst(page)
    await page.getByText('Nguyễn Trần Minh An').first().waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await keepPicture(page, 'work-case-desktop')
    await page.keyboard.press('d')
    await page.getByText('Đã chuyển sang bước sau').first().waitFor()
  })

  test('the chair approves on the page, in words that say what will be sent to whom', async () => {
    const page = await desk('demo-19333-chair-0')
    await openFirst(page)
    await page.keyboard.press('p')
    await page
      .getByText(/Ban hành .* theo đề nghị của/)
      .first()
      .waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã phê duyệt').first().waitFor()
  })

  test('the counter returns the result; its PDF is there and can be checked by anybody', async () => {
    const page = await desk('demo-H50.142.01-receptionist-0')
    await openFirst(page)
    await page.keyboard.press('t')
    await page.getByText('Ghi nhận đã trả kết quả').first().waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã trả kết quả').first().waitFor()
    const found = await page.request.get(`/api/cases.get?code=${code}`)
    const { documents, state }: { documents: { code: string; kind: string; url: string }[]; state: { name: string } } =
      await found.json()
    assert.equal(state.name, 'returned')
    const result = documents.find((document) => document.kind === 'result')
    assert.ok(result)
    const pdf = await page.request.get(`/documents/${result.code}.pdf`)
    assert.equal((await pdf.body()).subarray(0, 5).toString(), '%PDF-')
    const stranger = await (await openWindow(browser, demo.url)).newPage()
    await stranger.goto(`/kiem-tra/${result.code}`)
    await stranger.getByText('Giấy này do tỉnh cấp và còn hiệu lực').waitFor()
  })

  test('the inbox is read on a phone and at 320 px', async () => {
    const phone = await desk('demo-19333-chair-0', 'phone')
    await phone.goto('/lam-viec?view=all')
    await phone.getByRole('heading', { level: 1 }).first().waitFor()
    await phone.setViewportSize({ width: 320, height: 640 })
    for (const path of ['/lam-viec', '/lam-viec/tiep-nhan', '/lam-viec/tim', '/lam-viec/phan-viec']) {
      await phone.goto(path)
      await phone.locator('main').waitFor()
      const wide = await phone.evaluate(() => document.documentElement.scrollWidth)
      assert.ok(wide <= 320, `${path} is ${wide} px wide`)
    }
    assert.deepEqual(errors, [])
  })
})
