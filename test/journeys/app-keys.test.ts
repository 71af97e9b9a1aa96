import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { z } from 'zod'
import { findBarriers, keepPicture, listenForErrors, openBrowser, openWindow } from '#test/browser'
import { startDemo, type DemoServer } from '#test/demo'
import { open311Client, type Open311Client } from '#test/open311-client'

/** An application of others is let in: it finds the page about keys, is given one, sends with it, and is shut out again. */

let demo: DemoServer
let browser: Browser
let page: Page
let errors: string[]
let client: Open311Client

before(async () => {
  demo = await startDemo()
  browser = await openBrowser()
  const window = await openWindow(browser, demo.url)
  page = await window.newPage()
  page.setDefaultTimeout(15_000)
  errors = listenForErrors(page)
  client = open311Client(`${demo.url}/open311/v2`, 'json')
})
after(async () => {
  await browser?.close()
  await demo?.close()
})

const Discovery = z.object({ key_service: z.url(), endpoints: z.array(z.object({ url: z.url() })).length(1) })

describe('an application of others', { concurrency: false }, () => {
  let key = ''
  const send = () =>
    client.send({
      api_key: key,
      service_code: 'road-damage',
      lat: '17.47',
      long: '106.62',
      description: 'Ổ gà lớn trước cổng chợ',
    })

  test('finds in the discovery document where the interface and the page about keys are', async () => {
    const told = Discovery.parse(await (await fetch(`${demo.url}/open311/discovery.json`)).json())
    assert.equal(told.endpoints[0]?.url, `${demo.url}/open311/v2`)
    await page.goto(told.key_service)
    await page.getByRole('heading', { level: 1, name: 'Kết nối ứng dụng phản ánh' }).waitFor()
    assert.deepEqual(await findBarriers(page), [])
  })

  test('is given a key that is shown once, and sends with it', async () => {
    await page.request.post('/api/people.sign-in-demo', { data: { account: 'demo-44-system-operator-0' } })
    await page.goto('/lam-viec/van-hanh')
    await page.getByRole('link', { name: 'Khóa ứng dụng' }).click()
    await page.getByLabel('Tên ứng dụng').fill('Ứng dụng Công ty Cấp nước')
    await page.getByLabel('Đơn vị và người chịu trách nhiệm').fill('Phòng Kỹ thuật, 0232 3999 999')
    await page.getByRole('button', { name: 'Cấp khóa mới' }).click()
    key = (await page.locator('code').textContent()) ?? ''
    await page.getByRole('button', { name: 'Thu hồi khóa của Ứng dụng Công ty Cấp nước' }).waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await keepPicture(page, 'work-app-keys')
    await page.getByRole('button', { name: 'Tôi đã chép khóa' }).click()
    await page.reload()
    await page.getByText('Ứng dụng Công ty Cấp nước').waitFor()
    assert.equal((await page.textContent('body'))?.includes(key), false)
    assert.match(await send(), /^PA-/)
  })

  test('is shut out when its key is withdrawn', async () => {
    await page.getByRole('button', { name: 'Thu hồi khóa của Ứng dụng Công ty Cấp nước' }).click()
    await page.getByRole('button', { name: 'Thu hồi', exact: true }).click()
    await page.getByRole('heading', { name: /Đã thu hồi/ }).waitFor()
    await assert.rejects(send, { status: 403 })
    assert.deepEqual(errors, [])
  })
})
