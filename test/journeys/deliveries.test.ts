import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { z } from 'zod'
import { findBarriers, listenForErrors, openBrowser, openWindow } from '#test/browser'
import { startDemo, type DemoServer } from '#test/demo'
import { mailServer } from '#test/mail-server'

/** A message that its person's mail server refuses: an operator sends it again once the mailbox is there, and sees it taken. */

const email = 'lan.tran@example.vn'
const notice = 'Đã đặt lịch hẹn'
const Slots = z.object({ days: z.array(z.object({ slots: z.array(z.object({ at: z.string(), free: z.int() })) })) })
const centre = 'H50.142.01'

let mail: Awaited<ReturnType<typeof mailServer>>
let demo: DemoServer
let browser: Browser
let phone: BrowserContext
let page: Page
let errors: string[]

before(async () => {
  mail = await mailServer()
  demo = await startDemo({ smtpUrl: mail.url })
  browser = await openBrowser()
  phone = await openWindow(browser, demo.url, 'phone')
  const operators = await openWindow(browser, demo.url)
  await operators.request.post('/api/people.sign-in-demo', { data: { account: 'demo-44-system-operator-0' } })
  page = await operators.newPage()
  page.setDefaultTimeout(20_000)
  errors = listenForErrors(page)
})
after(async () => {
  await browser?.close()
  await demo?.close()
  await mail?.close()
})

const row = () => page.getByRole('row').filter({ hasText: notice }).first()

/** Registers with an e-mail address, by the code that comes to it. */
async function register(): Promise<void> {
  const own = await phone.newPage()
  own.setDefaultTimeout(15_000)
  await own.goto('/dang-nhap')
  await own.getByRole('button', { name: /Chưa có tài khoản/ }).click()
  await own.getByLabel('Số điện thoại hoặc thư điện tử').fill(email)
  await own.getByRole('button', { name: 'Gửi mã', exact: true }).click()
  await own.getByText(`Đã gửi mã đến ${email}`).waitFor()
  await until(() => mail.received.length > 0)
  const [code] = /\b\d{6}\b/.exec(textOf(mail.received[0] ?? '')) ?? []
  await own.getByLabel('Mã vừa nhận').fill(code ?? assert.fail('the letter holds the code'))
  await own.getByLabel('Họ và tên của bạn').fill('Trần Thị Lan')
  await own.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  await own.getByRole('heading', { name: 'Việc chờ bạn' }).waitFor()
  await own.close()
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries += 1) {
    assert.ok(tries < 200, 'it came')
    await new Promise((go) => setTimeout(go, 50))
  }
}

/** The text of a letter as it went over the wire. */
const textOf = (letter: string): string => {
  const body = letter.slice(letter.indexOf('\r\n\r\n'))
  return /content-transfer-encoding: base64/i.test(letter) ? Buffer.from(body, 'base64').toString() : body
}

describe('a message that was refused', { concurrency: false }, () => {
  test('stops at once where there is no such mailbox, and the operators see the answer', async () => {
    await register()
    mail.received.length = 0
    Object.assign(mail.state, { failing: true, code: 550 })
    const { days } = Slots.parse(await (await phone.request.get(`/api/appointments.list-free?centre=${centre}`)).json())
    const startsAt = days.flatMap(({ slots }) => slots).findLast(({ free }) => free > 0)?.at
    const booked = await phone.request.post('/api/appointments.book', { data: { centre, startsAt } })
    assert.ok(booked.ok(), await booked.text())
    await page.goto('/lam-viec/thong-bao/nhat-ky?channel=email')
    await row().getByText('Dừng sau nhiều lần thử').waitFor()
    await row().getByText('1 lần · địa chỉ không còn').click()
    await row()
      .getByText(/mailbox is full/)
      .waitFor()
    assert.ok(!(await row().innerText()).includes(email), 'the address is masked')
    assert.deepEqual(await findBarriers(page), [])
    assert.deepEqual(mail.received, [])
  })

  test('“Gửi lại” sends it once more; the page shows by itself that it was taken, and its person has the letter', async () => {
    mail.state.failing = false
    await row()
      .getByRole('button', { name: /^Gửi lại/ })
      .click()
    await row().getByText('2 lần · nhận chuyển').waitFor()
    await row().getByText('Đã chuyển đi', { exact: true }).waitFor()
    assert.equal(
      await row()
        .getByRole('button', { name: /^Gửi lại/ })
        .count(),
      0,
    )
    assert.equal(mail.received.length, 1)
    assert.match(mail.received[0] ?? '', new RegExp(`To: .*${email}`))
    assert.deepEqual(errors, [])
  })
})
