import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { z } from 'zod'
import { findBarriers, keepPicture, listenForErrors, openBrowser, openWindow } from '#test/browser'
import { fakeCamera } from '#test/camera'
import { startDemo, type DemoServer } from '#test/demo'
import { openDesk, type Desk } from '#test/desk'

/** A person books a time, checks in at the kiosk, is called on the screen of the hall and on their phone, and is served. */

const centre = 'H50.142.01'
const clerkAccount = `demo-${centre}-receptionist-0`
/** A Monday of the calendar, whatever the day of the test is. */
const monday = (clock: string): Date => new Date(`2026-11-30T${clock}:00+07:00`)

let now = monday('08:25')
let demo: DemoServer
let browser: Browser
let citizen: Desk
let clerk: Desk
let hall: Page
let kiosk: Page
let hallErrors: string[]
let label = ''
let kioskAddress = ''
let otherCode = ''

/** A screen without an account, of the size that such screens have. */
async function openScreen(path: string, size: { width: number; height: number }): Promise<Page> {
  const page = await (await openWindow(browser, demo.url)).newPage()
  await page.setViewportSize(size)
  await page.clock.setSystemTime(now)
  await page.goto(path)
  return page
}

/** Time goes on, for the platform and for whoever looks at a screen. */
async function passTo(clock: string): Promise<void> {
  now = monday(clock)
  for (const page of [citizen.page, clerk.page, hall, kiosk]) await page?.clock.setSystemTime(now)
  // An official who has done nothing for a quarter of an hour signs in again.
  const answer = await clerk.page.request.post('/api/people.sign-in-demo', { data: { account: clerkAccount } })
  assert.ok(answer.ok(), await answer.text())
}

/** Somebody else books, on their own phone. @returns the code of the appointment */
async function bookFor(account: string, clock: string): Promise<string> {
  const { request } = await openWindow(browser, demo.url)
  await request.post('/api/people.sign-in-demo', { data: { account } })
  const startsAt = monday(clock).toISOString()
  const booked = await request.post('/api/appointments.book', { data: { centre, startsAt } })
  return z.object({ code: z.string() }).parse(await booked.json()).code
}

before(async () => {
  demo = await startDemo({ clock: () => now })
  browser = await openBrowser()
  citizen = await openDesk(browser, demo.url, 'demo-citizen-2', 'phone')
  clerk = await openDesk(browser, demo.url, clerkAccount)
  await passTo('08:25')
})
after(async () => {
  await browser?.close()
  await demo?.close()
})

describe('an appointment', { concurrency: false }, () => {
  test('a person books a time from the page of a procedure', async () => {
    const { page } = citizen
    await page.goto('/thu-tuc/certified-copies')
    await page.getByRole('link', { name: 'Đặt lịch hẹn tại trung tâm' }).click()
    await page.getByRole('radio', { name: /phường Đông Hà.*Nơi bạn ở/ }).check()
    await page.getByRole('button', { name: /30\/11/ }).click()
    const times = page.getByRole('button', { name: /^10:00/ })
    await times.click()
    assert.deepEqual(await findBarriers(page), [])
    await keepPicture(page, 'citizen-book-phone')
    await page.getByRole('button', { name: 'Đặt lịch này' }).click()
    await page.getByRole('img', { name: 'Mã đón tiếp của lịch hẹn' }).waitFor()
    await page.getByText('từ 09:00 đến 10:15').waitFor()
    otherCode = await bookFor('demo-citizen-3', '10:00')
    assert.deepEqual(await findBarriers(page), [])
    await keepPicture(page, 'citizen-appointment-phone')
  })

  test('it stands in what waits for the person, and may be moved, in time and to another centre and back', async () => {
    const { page } = citizen
    await page.goto('/')
    await page
      .getByRole('link', { name: /Hẹn: Chứng thực bản sao/ })
      .first()
      .click()
    await page.getByRole('link', { name: 'Đổi giờ' }).click()
    await page.getByRole('button', { name: /30\/11/ }).click()
    await page.getByRole('button', { name: /^09:30/ }).click()
    await page.getByRole('button', { name: 'Đổi sang giờ này' }).waitFor()
    await page.getByRole('radio', { name: /phường Nam Đông Hà/ }).check()
    await page.getByRole('button', { name: /30\/11/ }).click()
    await page.getByRole('button', { name: /^09:30/ }).click()
    assert.deepEqual(await findBarriers(page), [])
    await page.getByRole('button', { name: 'Đổi sang nơi và giờ này' }).click()
    await page.getByText('từ 08:30 đến 09:45').waitFor()
    await page.getByText('Trung tâm Phục vụ hành chính công phường Nam Đông Hà').first().waitFor()
    await page.getByRole('link', { name: 'Đổi giờ hoặc nơi đến' }).click()
    await page.getByRole('radio', { name: /phường Đông Hà.*Nơi bạn ở/ }).check()
    await page.getByRole('button', { name: /30\/11/ }).click()
    await page.getByRole('button', { name: /^09:30/ }).click()
    await page.getByRole('button', { name: 'Đổi sang nơi và giờ này' }).click()
    await page.getByText('Trung tâm Phục vụ hành chính công phường Đông Hà').first().waitFor()
    await page.getByText('từ 08:30 đến 09:45').waitFor()
  })

  test('the screen of the hall is there for everybody, and for a reader of the screen too', async () => {
    hall = await openScreen(`/sanh/${centre}`, { width: 1920, height: 1080 })
    hallErrors = listenForErrors(hall)
    await hall.getByRole('heading', { name: /Trung tâm Phục vụ hành chính công phường Đông Hà/ }).waitFor()
    await hall.getByText('Đang phục vụ số').waitFor()
    assert.deepEqual(await findBarriers(hall), [])
  })

  test('a device that is no kiosk gives no number; one that was set up by a clerk does', async () => {
    const strange = await openScreen(`/sanh/${centre}/lay-so`, { width: 1280, height: 800 })
    await strange.getByText('Máy này chưa được cài làm máy lấy số').waitFor()
    assert.equal(await strange.getByRole('button', { name: /Hộ tịch/ }).count(), 0)
    await clerk.page.goto('/lam-viec/quay')
    const opened = clerk.page.context().waitForEvent('page')
    await clerk.page.getByRole('button', { name: 'Mở máy lấy số' }).click()
    const address = new URL((await opened).url())
    kiosk = await openScreen(`${address.pathname}${address.hash}`, { width: 1280, height: 800 })
    await kiosk.getByRole('button', { name: /Hộ tịch, chứng thực/ }).click()
    await kiosk.getByText('Số của bạn').waitFor()
    assert.ok(!kiosk.url().includes('khoa'), 'the key does not stay in the address')
    assert.deepEqual(await findBarriers(kiosk), [])
    await kiosk.getByRole('button', { name: /^Xong/ }).click()
    assert.deepEqual(await findBarriers(kiosk), [])
    await keepPicture(kiosk, 'hall-kiosk')
    kioskAddress = `${address.pathname}${address.hash}`
  })

  test('whoever holds a slip follows its number by their account, and is told that the turn is near', async () => {
    await clerk.page.goto('/lam-viec/quay')
    const taken = await clerk.page.request.post('/api/appointments.take-ticket', { data: { centre, letter: 'C' } })
    const { id, label: number } = z.object({ id: z.string(), label: z.string() }).parse(await taken.json())
    const { page } = citizen
    const appointment = page.url()
    await page.goto(`/so-thu-tu/${id}`)
    await page.getByRole('button', { name: 'Báo cho tôi khi sắp đến lượt' }).click()
    await page.getByText(/Bạn sẽ được báo khi sắp đến lượt/).waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await page.goto('/')
    await page
      .getByRole('link', { name: new RegExp(`Số của bạn: ${number}`) })
      .first()
      .waitFor()
    await page.goto('/thong-bao')
    await page.getByText(`Số ${number} sắp đến lượt`).first().waitFor()
    await page.goto(appointment)
    await page.getByText('từ 08:30 đến 09:45').waitFor()
  })

  test('the code of the appointment becomes a number, and the phone shows the wait by itself', async () => {
    await passTo('09:20')
    const { page } = citizen
    const code = (await page.getByText(/^LH-\d{6}-[A-Z2-9]{6}$/).textContent()) ?? ''
    const field = kiosk.getByLabel('Mã lịch hẹn hoặc mã QR cá nhân')
    await field.fill('LH-261130-ZZZZZZ')
    await field.press('Enter')
    await kiosk.getByText(/Không có lịch hẹn nào hôm nay/).waitFor()
    await field.fill(code)
    await field.press('Enter')
    label = (await kiosk.getByText(/^A\d{3}$/).textContent()) ?? ''
    await page.getByText(label, { exact: true }).waitFor()
    await page.getByText('Từ 09:30, bạn là người tiếp theo').waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await keepPicture(page, 'citizen-wait-phone')
  })

  test('a kiosk that has a camera reads the code of an appointment from a phone', async () => {
    const code = otherCode
    const camera = fakeCamera()
    const seeing = await openBrowser(...camera.switches)
    try {
      const page = await (await openWindow(seeing, demo.url)).newPage()
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.clock.setSystemTime(now)
      await page.goto(kioskAddress)
      await camera.hold(code)
      await page.getByRole('button', { name: 'Dùng máy ảnh' }).click()
      await page.getByText('Từ 10:00, bạn là người tiếp theo').waitFor()
      assert.equal(await page.locator('video').count(), 0, 'the camera is off once the code was read')
    } finally {
      await seeing.close()
      camera.remove()
    }
  })

  test('at its time it is called first: on the screen of the hall, and on the phone', async () => {
    await passTo('09:30')
    const { page } = clerk
    await page.goto('/lam-viec/quay')
    await page.getByRole('button', { name: 'Mở quầy 1' }).click()
    await page.getByRole('button', { name: /Gọi số tiếp theo/ }).waitFor()
    await page.keyboard.press('g')
    await page.getByRole('button', { name: /Xong, gọi tiếp/ }).waitFor()
    await page.getByText('Có hẹn').first().waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await keepPicture(page, 'work-counter-desktop')
    await hall.getByRole('listitem').filter({ hasText: label }).filter({ hasText: '1' }).first().waitFor()
    await keepPicture(hall, 'hall-screen')
    await citizen.page.getByText('Mời bạn đến quầy 1').waitFor()
    await keepPicture(citizen.page, 'citizen-called-phone')
  })

  test('served, it is over for all; and no page complained', async () => {
    await clerk.page.keyboard.press('x')
    await clerk.page.getByText('Chưa gọi số nào').waitFor()
    await citizen.page.getByText('Đã đến').waitFor()
    await hall.getByText(label, { exact: true }).waitFor({ state: 'detached' })
    assert.deepEqual([...citizen.errors, ...clerk.errors, ...hallErrors], [])
  })

  test('the screen of the hall finds its way back by itself when the connection was gone', async () => {
    const group = hall.getByRole('listitem').filter({ hasText: 'Chính sách xã hội' })
    const context = hall.context()
    await context.setOffline(true)
    await hall.getByText('Mất kết nối, đang nối lại…').waitFor()
    const taken = await clerk.page.request.post('/api/appointments.take-ticket', {
      data: { centre, letter: 'D', priority: true },
    })
    const { label: latest } = z.object({ label: z.string() }).parse(await taken.json())
    await context.setOffline(false)
    await hall.getByText('Mất kết nối, đang nối lại…').waitFor({ state: 'detached' })
    await group.getByText(latest).waitFor()
  })
})
