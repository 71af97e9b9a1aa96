import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { z } from 'zod'
import { findBarriers, keepPicture, openBrowser } from '#test/browser'
import { fakeCamera } from '#test/camera'
import { startDemo, type DemoServer } from '#test/demo'
import { openDesk, type Desk } from '#test/desk'
import type { Browser } from 'playwright-core'

/** A person shows their code at a counter; the receptionist reads it for a reason; the person sees that it was read. */

const Cases = z.object({ items: z.array(z.object({ applicant: z.string() })) })
const Shown = z.object({ token: z.string(), name: z.string() })

let demo: DemoServer
let browser: Browser
let citizen: Desk
let counter: Desk

before(async () => {
  demo = await startDemo()
  browser = await openBrowser()
  citizen = await openDesk(browser, demo.url, 'demo-citizen-0', 'phone')
  counter = await openDesk(browser, demo.url, await receptionist())
})
after(async () => {
  await browser?.close()
  await demo?.close()
})

async function receptionist(): Promise<string> {
  const answer = await fetch(`${demo.url}/api/people.demo-accounts`)
  const listed = JSON.stringify(await answer.json())
  const found = /"id":"(demo-[^"]*-receptionist-0)"/.exec(listed)?.[1]
  assert.ok(found, 'the demo has a receptionist')
  return found
}

/** The code on the screen: what its page was given. */
async function shownCode(): Promise<z.infer<typeof Shown>> {
  const { page } = citizen
  const answer = page.waitForResponse((response) => response.url().endsWith('/api/people.show-personal-qr'))
  await page.goto('/ma-qr-cua-toi')
  return Shown.parse(await (await answer).json())
}

describe('a personal QR', { concurrency: false }, () => {
  test('a person opens their code from home, and keeps it a while without a connection', async () => {
    const { page } = citizen
    await page.goto('/')
    await page
      .getByRole('link', { name: /Mã QR của tôi/ })
      .first()
      .click()
    await page.getByRole('img', { name: 'Mã QR cá nhân' }).waitFor()
    await page.getByText(/Còn dùng được \d+ giây/).waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await keepPicture(page, 'citizen-personal-qr-phone')
  })

  test('a receptionist chooses a reason, reads the code, and the applicant is filled in', async () => {
    const { token, name } = await shownCode()
    const { page } = counter
    await page.goto('/lam-viec/tiep-nhan')
    await page.getByText('Quét mã QR cá nhân').click()
    const field = page.getByLabel('Mã QR cá nhân', { exact: true })
    assert.equal(await field.isDisabled(), true)
    await page.getByRole('radio', { name: 'Nộp hồ sơ' }).check()
    await field.fill(token)
    await field.press('Enter')
    await page.getByText(name).first().waitFor()
    await page.getByText('Đã xác minh danh tính').waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await keepPicture(page, 'work-personal-qr-desktop')
    await page.getByRole('combobox').first().fill('xác nhận tình trạng hôn nhân')
    await page.getByRole('option').first().click()
    await page.getByText('Thông tin đã được điền vào phần Người đề nghị.').waitFor()
    assert.equal(await page.getByLabel('Họ, chữ đệm, tên').first().inputValue(), name)
    assert.match(
      await page
        .getByLabel(/Số định danh cá nhân/)
        .first()
        .inputValue(),
      /^\d{12}$/,
    )
  })

  test('the counter’s camera reads the code from the phone, and shows that person’s cases and no others', async () => {
    const camera = fakeCamera()
    const seeing = await openBrowser(...camera.switches)
    try {
      const { page } = await openDesk(seeing, demo.url, await receptionist())
      page.setDefaultTimeout(45_000) // a camera that is played may start late on a busy machine
      await page.goto('/lam-viec/tiep-nhan')
      await page.getByText('Quét mã QR cá nhân').click()
      await page.getByRole('radio', { name: 'Trả kết quả' }).check()
      const { token, name } = await shownCode()
      await camera.hold(token)
      const asked = page.waitForResponse((response) => response.url().endsWith('/api/cases.search'))
      await page.getByRole('button', { name: 'Dùng máy ảnh' }).click()
      await page.getByText(name).first().waitFor()
      const { items } = Cases.parse(await (await asked).json())
      assert.deepEqual([...new Set(items.map(({ applicant }) => applicant))], items.length === 0 ? [] : [name])
      assert.equal(await page.locator('video').count(), 0, 'the camera is off once the code was read')
    } finally {
      await seeing.close()
      camera.remove()
    }
  })

  test('the person sees who read the code, and why', async () => {
    const { page } = citizen
    await page.goto('/tai-khoan/ai-da-xem')
    await page
      .getByText(/Quét mã QR cá nhân của bạn/)
      .first()
      .waitFor()
    await page.getByText('Lý do: Nộp hồ sơ').first().waitFor()
    assert.deepEqual([...citizen.errors, ...counter.errors], [])
  })

  test('without a connection the page says how long the last code holds', async () => {
    const { page } = citizen
    await shownCode()
    await page.clock.install()
    await page.goto('/ma-qr-cua-toi')
    await page.getByRole('img', { name: 'Mã QR cá nhân' }).waitFor()
    await page.context().setOffline(true)
    await page.clock.runFor(41_000)
    await page.getByText(/Mã đang hiện còn dùng được \d+ giây/).waitFor()
    await page.clock.runFor(30_000)
    await page.getByText('Mã đã hết hạn').waitFor()
    await page.context().setOffline(false)
    await page.clock.runFor(6_000)
    await page.getByRole('img', { name: 'Mã QR cá nhân' }).waitFor()
  })
})
