import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { findBarriers, keepPicture, listenForErrors, openBrowser, openWindow } from '#test/browser'
import { startDemo, type DemoServer } from '#test/demo'

/** A device is lost: the operator finds its owner, signs it out, and closes the account of one who leaves. */

let demo: DemoServer
let browser: Browser
let page: Page
let lost: Page
let errors: string[]

before(async () => {
  demo = await startDemo()
  browser = await openBrowser()
  const [operator, officer] = [await openWindow(browser, demo.url), await openWindow(browser, demo.url)]
  page = await operator.newPage()
  lost = await officer.newPage()
  for (const one of [page, lost]) one.setDefaultTimeout(15_000)
  errors = listenForErrors(page)
  await page.request.post('/api/people.sign-in-demo', { data: { account: 'demo-44-system-operator-0' } })
  await lost.request.post('/api/people.sign-in-demo', { data: { account: 'demo-19333-civil-status-officer-0' } })
})
after(async () => {
  await browser?.close()
  await demo?.close()
})

describe('accounts of officials', { concurrency: false }, () => {
  const find = async (q: string) => {
    await page.getByLabel('Họ tên hoặc số hiệu cán bộ').fill(q)
    await page.getByRole('button', { name: 'Tìm', exact: true }).click()
  }

  test('an account is found by its number, with the devices on which it is open', async () => {
    await page.goto('/lam-viec/van-hanh')
    await page.getByRole('link', { name: 'Tài khoản cán bộ' }).click()
    await find('không ai tên thế này')
    await page.getByText('Không có tài khoản nào khớp').waitFor()
    await find('civil-status-officer-1.19333')
    await page.getByRole('button', { name: /^Xem thiết bị của / }).click()
    await page.getByText(/dùng gần nhất/).waitFor()
    assert.equal(page.url().includes('civil-status'), false)
    assert.deepEqual(await findBarriers(page), [])
    await keepPicture(page, 'work-accounts')
  })

  test('it is signed out everywhere, at once', async () => {
    await page.getByRole('button', { name: 'Đăng xuất mọi thiết bị' }).click()
    await page.getByRole('button', { name: 'Đăng xuất mọi thiết bị' }).click()
    await page.getByText('Đã đăng xuất 1 thiết bị.').waitFor()
    await page.getByText('Không đăng nhập trên thiết bị nào.').waitFor()
    const answer = await lost.request.get('/api/cases.counts')
    assert.equal(answer.status(), 401)
  })

  test('an account that is closed is found no more', async () => {
    await page.getByRole('button', { name: 'Đóng tài khoản' }).click()
    await page.getByRole('button', { name: 'Đóng tài khoản' }).click()
    await page.getByText('Không có tài khoản nào khớp').waitFor()
    assert.deepEqual(errors, [])
  })

  test('who signs out stands at the sign-in page, and the work is closed', async () => {
    await page.getByRole('button', { name: 'Đăng xuất', exact: true }).click()
    await page.waitForURL('**/dang-nhap')
    await page.getByRole('heading', { level: 1, name: 'Đăng nhập' }).waitFor()
    assert.equal((await page.request.get('/api/cases.counts')).status(), 401)
    assert.deepEqual(errors, [])
  })
})
