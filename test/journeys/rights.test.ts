import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { z } from 'zod'
import { findBarriers, keepPicture, listenForErrors, openBrowser, openWindow } from '#test/browser'
import { startDemo, type DemoServer } from '#test/demo'
import { openDesk } from '#test/desk'

/** A person and their data: sees what is kept, agrees and withdraws, takes a copy, has something corrected, looks at what an erasure would do. */

const Open = z.object({ open: z.array(z.unknown()) })
const Copied = z.object({ records: z.record(z.string(), z.array(z.unknown())) })

/** One of the demo's people for whom nothing is being handled. */
async function whoIsDone(browser: Browser, url: string): Promise<string> {
  for (let no = 2; no < 40; no += 1) {
    const account = `demo-citizen-${no}`
    const window = await openWindow(browser, url)
    await window.request.post('/api/people.sign-in-demo', { data: { account } })
    const { open } = Open.parse(await (await window.request.get('/api/people.my-data')).json())
    await window.close()
    if (open.length === 0) return account
  }
  return assert.fail('everybody has something under way')
}

describe('a person and their data', { timeout: 300_000 }, () => {
  let demo: DemoServer
  let browser: Browser
  let phone: BrowserContext
  let page: Page
  let errors: string[]
  before(async () => {
    demo = await startDemo({ cases: 200 })
    browser = await openBrowser()
    phone = await openWindow(browser, demo.url, 'phone')
    page = await phone.newPage()
    page.setDefaultTimeout(20_000)
    errors = listenForErrors(page)
    await page.goto('/')
    const signedIn = await phone.request.post('/api/people.sign-in-demo', { data: { account: 'demo-citizen-0' } })
    assert.equal(signedIn.status(), 200)
  })
  after(async () => {
    await browser?.close()
    await demo?.close()
  })
  const section = (heading: string) =>
    page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: heading }) })

  test('from the account to what is kept: why, until when, by which law', async () => {
    await page.goto('/tai-khoan')
    await page.getByRole('link', { name: /^Dữ liệu của tôi/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Dữ liệu của tôi' }).waitFor()
    const kept = section('Tỉnh đang giữ gì về bạn')
    await kept.getByText('Hồ sơ thủ tục hành chính').click()
    await kept.getByText('Theo thời hạn lưu trữ của từng loại hồ sơ.').waitFor()
    assert.match(await kept.locator('details[open]').innerText(), /\d+ mục.*Để làm gì.*Theo quy định/s)
    assert.deepEqual(await findBarriers(page), [])
    await keepPicture(page, 'my-data-phone')
  })

  test('nothing is ticked beforehand; a consent is given, stands in the ledger, and is withdrawn', async () => {
    const consents = section('Việc cần bạn đồng ý')
    const tick = consents.getByLabel('Tôi đồng ý').first()
    assert.equal(await tick.isChecked(), false)
    await tick.click()
    await consents.getByText(/Bạn đã đồng ý từ .* \(bản 1\)/).waitFor()
    await page.reload()
    assert.equal(await tick.isChecked(), true)
    await tick.click()
    await consents.getByText(/Bạn đã rút lại từ/).waitFor()
    await consents.getByText('Sổ ghi mọi lần đồng ý và rút lại').click()
    await consents.getByText(/^Đồng ý .*, rút lại/).waitFor()
  })

  test('the copy is made while the page waits, and its ZIP opens', async () => {
    const copy = section('Lấy một bản về máy')
    await copy.getByRole('button', { name: 'Tạo bản sao' }).click()
    const link = copy.getByRole('link', { name: /^Tải bản sao/ })
    await link.waitFor({ timeout: 90_000 })
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    assert.equal(download.suggestedFilename(), 'du-lieu-cua-toi.zip')
    const files = unzipSync(readFileSync(await download.path()))
    assert.match(strFromU8(files['doc-truoc.txt'] ?? new Uint8Array()), /BẢN SAO DỮ LIỆU CỦA BẠN/)
    const account: unknown = JSON.parse(strFromU8(files['account.json'] ?? new Uint8Array()))
    assert.equal(Copied.parse(account).records['people.account']?.length, 1)
    assert.ok(
      Object.keys(files).some((name) => /^documents\/.*\.pdf$/.test(name)),
      Object.keys(files).join(),
    )
    const stranger = await openWindow(browser, demo.url)
    const path = (await link.getAttribute('href')) ?? ''
    assert.equal((await stranger.request.get(path)).status(), 401)
    await stranger.request.post('/api/people.sign-in-demo', { data: { account: 'demo-citizen-1' } })
    assert.equal((await stranger.request.get(path)).status(), 404, 'the link is of use to its own account alone')
    await stranger.close()
  })

  test('a request to correct goes to the unit, and can be followed', async () => {
    const correct = section('Yêu cầu sửa')
    await correct.getByRole('button', { name: 'Viết yêu cầu sửa' }).click()
    await correct.getByRole('button', { name: 'Gửi yêu cầu' }).click()
    await correct.getByText('Xin chọn mục cần sửa').waitFor()
    const choose = correct.getByLabel('Sai ở đâu')
    await choose.selectOption({
      label: (await choose.locator('option', { hasText: 'H50' }).first().innerText()).trim(),
    })
    await correct.getByLabel('Điều chưa đúng').fill('Tên đệm ghi là “Thị”.')
    await correct.getByLabel('Sửa thành').fill('“Mỹ”, theo thẻ căn cước.')
    await correct.getByRole('button', { name: 'Gửi yêu cầu' }).click()
    await correct.getByText(/Đã gửi đến .*, mã /).waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await correct.getByRole('link', { name: 'Theo dõi yêu cầu' }).click()
    await page.getByText('Yêu cầu sửa dữ liệu cá nhân').first().waitFor()
  })

  test('the preview of an erasure says what goes, what stays and by which law, and what stands against it', async () => {
    await page.goto('/tai-khoan/du-lieu')
    await page.getByRole('link', { name: 'Xem trước khi xóa' }).click()
    await page.getByRole('heading', { level: 1, name: 'Xóa tài khoản và dữ liệu' }).waitFor()
    await page.getByText('Còn việc đang được giải quyết').waitFor()
    const list = (heading: string) => section(heading).locator('ul').innerText()
    assert.match(await list('Sẽ xóa hẳn'), /Tài khoản và thông tin của bạn/)
    assert.match(await list('Luật buộc phải giữ'), /Hồ sơ thủ tục hành chính\s+NĐ 61\/2018/)
    assert.match(await list('Giữ lại nội dung, gỡ hết thông tin về bạn'), /Phản ánh, kiến nghị của bạn/)
    assert.equal(
      await page.getByRole('button', { name: 'Xóa tài khoản của tôi' }).count(),
      0,
      'not while something is being handled',
    )
    assert.deepEqual(await findBarriers(page), [])
    await keepPicture(page, 'erasure-preview-phone')
  })

  test('who has nothing under way asks for the erasure, and takes it back', async () => {
    const fresh = await openDesk(browser, demo.url, await whoIsDone(browser, demo.url))
    await fresh.page.goto('/tai-khoan/du-lieu/xoa')
    await fresh.page.getByRole('heading', { name: 'Xác nhận đây là bạn' }).waitFor()
    const erase = fresh.page.getByRole('button', { name: 'Xóa tài khoản của tôi' })
    await erase.click()
    await fresh.page.getByText('Xin nhập mật khẩu hoặc mã của bạn.').waitFor()
    await fresh.page.getByLabel('Mật khẩu của bạn').fill('Không-đúng-1')
    await erase.click()
    await fresh.page.getByText(/Mật khẩu hoặc mã chưa đúng/).waitFor()
    await fresh.page.getByLabel('Mật khẩu của bạn').fill('Demo@2026')
    await erase.click()
    await fresh.page.getByText(/^Tài khoản sẽ được xóa vào/).waitFor()
    await fresh.page.getByRole('button', { name: 'Tôi đổi ý, không xóa nữa' }).click()
    await fresh.page.getByRole('heading', { name: 'Xác nhận đây là bạn' }).waitFor()
    assert.deepEqual(await findBarriers(fresh.page), [])
    assert.deepEqual(errors, [])
  })
})
