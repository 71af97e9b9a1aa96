import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { findBarriers, keepPicture, listenForErrors, openBrowser, openWindow } from '#test/browser'
import { startDemo, type DemoServer } from '#test/demo'
import type { Browser, BrowserContext, Page } from 'playwright-core'

/** What a citizen does, on a phone: find, fill, file, follow, complete, rate. */

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const photo = (name: string) => ({ name, mimeType: 'image/png', buffer: png })

let demo: DemoServer
let browser: Browser
let phone: BrowserContext
let page: Page
let errors: string[]
let code = ''

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

const heading = () => page.getByRole('heading', { level: 1 })
const seeHeading = async (name: string) => {
  await heading().filter({ hasText: name }).waitFor()
  assert.deepEqual(await findBarriers(page), [], name)
}
const onward = () => page.getByRole('button', { name: 'Tiếp tục' }).click()

/** An official's own session, by the public interface. */
async function official(account: string) {
  const context = await openWindow(browser, demo.url)
  const post = async (operation: string, body: object) => {
    const answer = await context.request.post(`/api/${operation}`, { data: body })
    assert.ok(answer.ok(), `${operation}: ${await answer.text()}`)
  }
  await post('people.sign-in-demo', { account })
  return post
}

describe('a citizen', { concurrency: false }, () => {
  test('finds birth registration with everyday words, without accents', async () => {
    await page.goto('/')
    await seeHeading('Bạn cần làm thủ tục gì?')
    await page.getByRole('heading', { name: 'Theo lĩnh vực' }).waitFor()
    await page.getByRole('combobox', { name: 'Tìm thủ tục' }).fill('lam giay khai sinh cho con')
    await page.getByRole('option', { name: 'Đăng ký khai sinh' }).first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await seeHeading('Đăng ký khai sinh')
  })

  test('signs in on the way and fills the form, step by step', async () => {
    await page.getByRole('link', { name: 'Bắt đầu làm hồ sơ' }).click()
    await seeHeading('Nơi giải quyết')
    await page.getByRole('link', { name: 'Đăng nhập', exact: true }).click()
    await page
      .getByRole('button', { name: /Người dân$/ })
      .first()
      .click()
    await seeHeading('Nơi giải quyết')
    await page.getByRole('combobox', { name: /xã, phường nào/ }).fill('dong ha')
    await page.getByRole('option', { name: 'Phường Đông Hà', exact: true }).click()
    await onward()
    await seeHeading('Người đi khai')
    assert.notEqual(await page.getByLabel('Họ, chữ đệm, tên').inputValue(), '', 'the account fills the name')
    await page.getByLabel('Quan hệ với người được khai sinh').selectOption({ index: 1 })
    await onward()
  })

  test('is told in plain words what is missing or wrong', async () => {
    await seeHeading('Người được khai sinh')
    await page.getByLabel('Ngày sinh').fill('01/08/2099')
    await onward()
    const summary = page.locator('form').getByText('chỗ cần sửa')
    await summary.waitFor()
    await page.getByRole('link', { name: 'Ngày sinh không được sau hôm nay' }).click()
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'answer-child-birthDate')
    assert.deepEqual(await findBarriers(page), [])
  })

  test('loses nothing when the connection breaks', async () => {
    await phone.setOffline(true)
    await page.getByLabel('Họ, chữ đệm, tên').fill('Trần Minh Khôi')
    await page.getByText('Chưa lưu – mất mạng').waitFor()
    await phone.setOffline(false)
    await page.reload()
    await seeHeading('Người được khai sinh')
    assert.equal(await page.getByLabel('Họ, chữ đệm, tên').inputValue(), 'Trần Minh Khôi')
    await page.getByLabel('Ngày sinh').fill('1/11/2026')
    await page.getByLabel('Nam', { exact: true }).check()
    await page.getByLabel('Dân tộc').selectOption({ index: 1 })
    await page.getByLabel('Quốc tịch').selectOption({ index: 1 })
    await page.getByLabel('Số nhà, đường').first().fill('Bệnh viện Đa khoa tỉnh')
    await page.getByLabel('Số nhà, đường').last().fill('Triệu Phong')
    await page.getByText('Đã lưu', { exact: true }).waitFor()
    await keepPicture(page, 'citizen-form-filled-phone')
    await onward()
    errors.length = 0 // the browser's own words about the broken connection
  })

  test('adds the papers, reads it all again and files it once', async () => {
    await seeHeading('Người mẹ')
    await page.getByLabel('Họ, chữ đệm, tên').fill('Nguyễn Thị Lan')
    await page.getByLabel('Ngày sinh').fill('01/02/1995')
    await onward()
    await seeHeading('Người cha')
    await onward()
    await seeHeading('Bản sao')
    await onward()
    await seeHeading('Giấy tờ kèm theo')
    await page.locator('#paper-birth-notice-file').setInputFiles(photo('giay-chung-sinh.png'))
    await page.getByText('giay-chung-sinh.png').waitFor()
    await page.getByLabel('Đã gửi').waitFor()
    await onward()
    await seeHeading('Xem lại và nộp')
    await page.getByText('Nếu nộp bây giờ').waitFor()
    await page.getByLabel('Tôi cam đoan').check()
    await page.getByRole('button', { name: 'Nộp hồ sơ' }).dblclick()
    await seeHeading('Đã nộp hồ sơ')
    code = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '')
    assert.match(code, /^H50\.\d+-\d{6}-\d{4}$/)
    await page.getByRole('img', { name: /Quét để xem/ }).waitFor()
    await keepPicture(page, 'citizen-receipt-phone')
  })

  test('follows it, completes it when asked, and rates the service', async () => {
    const receptionist = await official('demo-H50.142.01-receptionist-0')
    const officer = await official('demo-19333-civil-status-officer-0')
    const chair = await official('demo-19333-chair-0')
    await receptionist('cases.accept', { code })
    await officer('cases.ask-supplement', { code, items: ['Giấy chứng sinh chụp rõ'], reason: 'Ảnh bị mờ.' })
    await page.getByRole('link', { name: 'Theo dõi hồ sơ' }).click()
    await page.getByRole('link', { name: 'Bổ sung ngay' }).click()
    await seeHeading('Bổ sung hồ sơ')
    await page.locator('#paper-birth-notice-file').setInputFiles(photo('chup-lai.png'))
    await page.getByLabel('Đã gửi').waitFor()
    await page.getByRole('button', { name: 'Gửi bổ sung' }).click()
    await page.getByText('Đã gửi bổ sung').waitFor()
    await officer('cases.complete-step', { code })
    await chair('cases.approve', { code })
    await receptionist('cases.return', { code, how: 'counter' })
    await page.getByRole('link', { name: 'Theo dõi hồ sơ' }).click()
    await page.getByText('Rất hài lòng').click()
    await page.getByLabel('Nhanh').check()
    await keepPicture(page, 'citizen-case-phone')
    await page.getByRole('button', { name: 'Gửi đánh giá' }).click()
    await page.getByText('Bạn đã đánh giá: Rất hài lòng').waitFor()
    assert.deepEqual(await findBarriers(page), [])
    assert.deepEqual(errors, [])
  })
})

describe('anybody', { concurrency: false }, () => {
  test('follows a case by its code and secret, and checks its receipt, without an account', async () => {
    const found: { secret?: string; documents?: { code: string }[] } = await page.evaluate(
      async (wanted) => (await fetch(`/api/cases.get?code=${encodeURIComponent(wanted)}`)).json(),
      code,
    )
    const stranger = await openWindow(browser, demo.url)
    const other = await stranger.newPage()
    await other.goto(`/tra-cuu?ma=${code}&khoa=${found.secret ?? ''}`)
    await other.getByText('Hồ sơ đã đi qua đâu').waitFor()
    assert.deepEqual(await findBarriers(other), [])
    await keepPicture(other, 'citizen-tracking-desktop')
    await other.goto(`/kiem-tra/${found.documents?.[0]?.code ?? ''}`)
    await other.getByText('Giấy này do tỉnh cấp và còn hiệu lực').waitFor()
    assert.deepEqual(await findBarriers(other), [])
    await other.goto(`/ho-so-cua-toi/${code}`)
    await other.getByText('Bạn cần đăng nhập').waitFor()
  })

  test('reads the pages at 320 px and in English', async () => {
    const narrow = await browser.newContext({ baseURL: demo.url, viewport: { width: 320, height: 640 } })
    const small = await narrow.newPage()
    for (const path of [
      '/',
      '/thu-tuc?q=dat',
      '/thu-tuc/1.001193',
      '/tra-cuu',
      '/dang-nhap',
      '/kiem-tra',
      '/hop-thu-demo',
    ]) {
      await small.goto(path)
      await small.getByRole('heading', { level: 1 }).waitFor()
      const width = await small.evaluate(() => document.documentElement.scrollWidth)
      assert.ok(width <= 320, `${path} is ${width} px wide`)
    }
    await small.goto('/')
    await small.getByRole('button', { name: 'English' }).click()
    await small.getByRole('heading', { name: 'What do you need to do?' }).waitFor()
    await small.reload()
    await small.getByRole('heading', { name: 'What do you need to do?' }).waitFor()
    assert.equal(await small.evaluate(() => document.documentElement.lang), 'en')
  })
})
