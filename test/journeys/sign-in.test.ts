import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  findBarriers,
  keepPicture,
  listenForErrors,
  openBrowser,
  openWindow,
  signOut,
  type Screen,
} from '#test/browser'
import { startDemo, type DemoServer } from '#test/demo'
import { TOTP, Secret } from 'otpauth'
import type { Browser, BrowserContext, Page } from 'playwright-core'

/** One account for everything: a second application, a passkey, an authenticator app, a verified identity. */

let demo: DemoServer
let browser: Browser

before(async () => {
  demo = await startDemo({ beside: true })
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await demo?.close()
})

type Window = { context: BrowserContext; page: Page; errors: string[] }

async function open(account: string | undefined, screen: Screen = 'phone'): Promise<Window> {
  const context = await openWindow(browser, demo.url, screen)
  if (account !== undefined) {
    const answer = await context.request.post('/api/people.sign-in-demo', { data: { account } })
    assert.ok(answer.ok(), await answer.text())
  }
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  return { context, page, errors: listenForErrors(page) }
}

const see = async (page: Page, heading: string) => {
  await page.getByRole('heading', { level: 1 }).filter({ hasText: heading }).waitFor()
  assert.deepEqual(await findBarriers(page), [], heading)
}

/** A device with a finger that always fits. */
async function addAuthenticator({ context, page }: Window): Promise<void> {
  const device = await context.newCDPSession(page)
  await device.send('WebAuthn.enable')
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

describe('one account', { concurrency: false }, () => {
  test('opens a second application without a password, after consent; signing out of one ends both', async () => {
    const { page } = await open('demo-citizen-1')
    await page.goto(demo.second)
    await page.getByRole('link', { name: 'Đăng nhập bằng Tỉnh Số' }).click()
    await see(page, 'Đăng nhập vào Thư viện thử')
    assert.equal(await page.getByRole('checkbox').first().isChecked(), false, 'nothing is ticked beforehand')
    await keepPicture(page, 'citizen-connect-phone')
    await page.getByRole('button', { name: 'Đồng ý và tiếp tục' }).click()
    await page.getByText('Thẻ bạn đọc của bạn đang hoạt động').waitFor()
    await page.getByText('không được chia sẻ').waitFor()
    await page.getByRole('button', { name: 'Gia hạn đăng nhập' }).click()
    await page.getByText('Thẻ bạn đọc của bạn đang hoạt động').waitFor()
    await page.getByRole('button', { name: 'Đăng xuất' }).click()
    await see(page, 'Đăng xuất khỏi Tỉnh Số?')
    await page.getByRole('button', { name: 'Đăng xuất' }).click()
    await page.getByRole('link', { name: 'Đăng nhập bằng Tỉnh Số' }).waitFor()
    assert.equal(new URL(page.url()).origin, new URL(demo.second).origin)
    await page.goto(`${demo.url}/tai-khoan`)
    await page.getByRole('link', { name: 'Đăng nhập', exact: true }).first().waitFor()
  })

  test('signing out at the platform signs the application out', async () => {
    const { page } = await open('demo-citizen-1')
    await page.goto(`${demo.second}/dang-nhap`)
    await page.getByText('Thẻ bạn đọc của bạn đang hoạt động').waitFor()
    await page.goto(demo.url)
    await signOut(page)
    for (let turn = 0; turn < 40; turn += 1) {
      await page.goto(demo.second)
      if (await page.getByRole('link', { name: 'Đăng nhập bằng Tỉnh Số' }).isVisible()) return
    }
    assert.fail('the application still knows its reader')
  })

  test('opens by a passkey, which is listed and removed', async () => {
    const window = await open('demo-citizen-2')
    const { page, errors } = window
    await addAuthenticator(window)
    await page.goto('/tai-khoan')
    await see(page, 'Tài khoản của tôi')
    await page.getByRole('button', { name: 'Tạo khóa trên thiết bị này' }).click()
    await page.getByText('Đã tạo khóa').waitFor()
    await keepPicture(page, 'citizen-account-phone')
    await signOut(page)
    await page.goto('/dang-nhap?next=/tai-khoan')
    await page.getByRole('button', { name: 'Đăng nhập bằng khóa' }).click()
    await see(page, 'Tài khoản của tôi')
    await page.getByText('vào bằng khóa đăng nhập').waitFor()
    await page.getByRole('button', { name: 'Xóa' }).click()
    await page.getByRole('button', { name: 'Xóa' }).waitFor({ state: 'detached' })
    assert.deepEqual(errors, [])
  })

  test('asks an official for the code of an authenticator app, once it is set up', async () => {
    const { page } = await open('demo-44-chair-0', 'desktop')
    await page.goto('/lam-viec/tai-khoan')
    await see(page, 'Tài khoản của tôi')
    await page.getByRole('button', { name: 'Bật ứng dụng sinh mã' }).click()
    const secret = await page
      .locator('strong')
      .filter({ hasText: /^[A-Z2-7]{32}$/ })
      .innerText()
    const codeAt = (timestamp: number) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp })
    await page.getByLabel('Mã 6 số ứng dụng đang hiện').fill(codeAt(Date.now() - 30_000))
    await page.getByRole('button', { name: 'Xác nhận và bật' }).click()
    await page.getByText('Mã dự phòng: hãy chép lại ngay').waitFor()
    const other = await open(undefined, 'desktop')
    await other.page.goto('/dang-nhap')
    await other.page.getByLabel('Số định danh cá nhân hoặc số điện thoại').fill('chair-1.44')
    await other.page.getByLabel('Mật khẩu').fill('Demo@2026')
    const enter = other.page.locator('form').getByRole('button', { name: 'Đăng nhập', exact: true })
    await enter.click()
    await other.page.getByLabel('Mã 6 số trong ứng dụng sinh mã').fill(codeAt(Date.now()))
    await enter.click()
    await other.page.waitForURL(/\/lam-viec/)
  })

  test('is led from what needs a verified identity to VNeID, and back', async () => {
    const { page } = await open('demo-newcomer')
    await page.goto('/nang-muc-dinh-danh?next=/tai-khoan')
    await see(page, 'Cần xác minh danh tính')
    await page.getByRole('link', { name: 'Tiếp tục với VNeID' }).click()
    await see(page, 'Định danh điện tử (chạy thử)')
    await page.getByRole('button').first().click()
    await see(page, 'Tài khoản của tôi')
    await page.getByText('Mức 2: đã xác minh danh tính').waitFor()
  })
})
