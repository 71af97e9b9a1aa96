import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { z } from 'zod'
import { findBarriers, keepPicture, listenForErrors, openBrowser, openWindow } from '#test/browser'
import { startDemo, type DemoServer } from '#test/demo'
import { openDesk, type Desk } from '#test/desk'
import { deliverPush } from '#test/push-delivery'
import { pushService, type Pushed } from '#test/push-service'
import { scan } from '#test/scan'
import type { Browser, BrowserContext, Page } from 'playwright-core'

/** One person from the first code to the last look: registers, is verified, files with a paper of their own, is told, shares, asks. */

const email = 'mai.le@example.com'
const procedure = '1.001731'
const clerk = 'demo-H50.142.01-receptionist-0'
const chair = 'demo-19333-chair-0'

const Seen = z.object({
  receptionUnit: z.object({ code: z.string() }),
  steps: z.array(z.object({ status: z.string(), assignee: z.object({ id: z.string(), name: z.string() }).optional() })),
})

const Payload = z.object({ title: z.string(), body: z.string(), url: z.string(), tag: z.string() })
const Key = z.object({ pushKey: z.string() })

let demo: DemoServer
let push: Awaited<ReturnType<typeof pushService>>
let browser: Browser
let phone: BrowserContext
let page: Page
let errors: string[]
let photograph: Buffer
let code = ''
let officer = { id: '', name: '' }
const desks = new Map<string, Desk>()

before(async () => {
  demo = await startDemo({ beside: true })
  push = await pushService()
  browser = await openBrowser()
  phone = await openWindow(browser, demo.url, 'phone')
  await phone.grantPermissions(['notifications'], { origin: demo.url })
  page = await phone.newPage()
  page.setDefaultTimeout(15_000)
  errors = listenForErrors(page)
  photograph = await sharp({ create: { width: 600, height: 800, channels: 3, background: '#e9e2cf' } })
    .jpeg()
    .toBuffer()
})
after(async () => {
  await browser?.close()
  await demo?.close()
  await push?.close()
})

const see = async (of: Page, heading: string) => {
  await of.getByRole('heading', { level: 1 }).filter({ hasText: heading }).waitFor()
  assert.deepEqual(await findBarriers(of), [], heading)
}
const onward = () => page.getByRole('button', { name: 'Tiếp tục' }).click()

async function deskOf(account: string): Promise<Page> {
  const known = desks.get(account) ?? (await openDesk(browser, demo.url, account))
  desks.set(account, known)
  return known.page
}

async function post({ request }: BrowserContext, operation: string, body: object): Promise<void> {
  const answer = await request.post(`/api/${operation}`, { data: body })
  assert.ok(answer.ok(), `${operation}: ${await answer.text()}`)
}

/** An official's act, by the session of their own window. */
const act = async (account: string, operation: string, body: object): Promise<void> =>
  post((await deskOf(account)).context(), operation, body)

async function holder(): Promise<{ id: string; name: string }> {
  const { request } = (await deskOf(clerk)).context()
  const { steps } = Seen.parse(await (await request.get(`/api/cases.get?code=${code}`)).json())
  const found = steps.find(({ status }) => status === 'current')?.assignee
  assert.ok(found, 'somebody has the step')
  return found
}

const unread = async (): Promise<number> => {
  const name = await page
    .getByRole('link', { name: /^Thông báo/ })
    .first()
    .getAttribute('aria-label')
  return Number(/\d+/.exec(name ?? '')?.[0] ?? 0)
}

/** What the browser holds before the person's eyes. */
const shownNotices = (): Promise<string[]> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    return (await registration.getNotifications()).map(({ title }) => title)
  })

/** No vendor's push service is reached from a test: the platform writes to one in this process, for a browser of its own. */
async function subscribe(): Promise<void> {
  const { pushKey } = Key.parse(await (await phone.request.get('/api/notices.get-choices')).json())
  await post(phone, 'notices.subscribe-push', { ...push.subscribe('phone', pushKey), label: 'Chrome, Android' })
  await post(phone, 'notices.set-choices', { quiet: null }) // told at once, whatever the hour at which this runs
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 150; tries += 1) {
    if (await holds()) return
    await page.waitForTimeout(100)
  }
  assert.fail('it did not come')
}

describe('one person', { concurrency: false }, () => {
  test('registers with an e-mail address and the code that was sent there', async () => {
    await page.goto('/dang-nhap')
    await page.getByRole('button', { name: /Chưa có tài khoản/ }).click()
    await page.getByLabel('Số điện thoại hoặc thư điện tử').fill(email)
    await page.getByRole('button', { name: 'Gửi mã', exact: true }).click()
    await page.getByText(`Đã gửi mã đến ${email}`).waitFor()
    const post = await phone.newPage()
    await post.goto('/hop-thu-demo')
    const letter = post.getByRole('listitem').filter({ hasText: email }).first()
    const [sent] = /\b\d{6}\b/.exec(await letter.innerText()) ?? []
    assert.ok(sent, 'the letter holds the code')
    await post.close()
    await page.getByLabel('Mã vừa nhận').fill(sent)
    await page.getByLabel('Họ và tên của bạn').fill('Lê Thị Mai')
    assert.deepEqual(await findBarriers(page), [])
    await page.locator('form').getByRole('button', { name: 'Đăng nhập', exact: true }).click()
    await page.getByRole('heading', { name: 'Việc chờ bạn' }).waitFor()
    await page.goto('/tai-khoan')
    await see(page, 'Tài khoản của tôi')
    await page.getByText(/Mức 1/).first().waitFor()
  })

  test('is told before writing that the procedure needs more, is verified by VNeID and comes back', async () => {
    const refused = await phone.request.post('/api/cases.submit', {
      data: { procedure, competentUnit: '19333', answers: {}, papers: [] },
    })
    assert.equal(refused.status(), 403)
    assert.match(await refused.text(), /level-needed/)
    await page.goto(`/nop-ho-so/${procedure}`)
    await see(page, 'Nơi giải quyết')
    await page.getByText('Xác minh danh tính trước đã').waitFor()
    await keepPicture(page, 'citizen-level-first-phone')
    await page.getByRole('link', { name: /Xác minh danh tính/ }).click()
    await see(page, 'Cần xác minh danh tính')
    await page.getByRole('link', { name: 'Tiếp tục với VNeID' }).click()
    await see(page, 'Định danh điện tử (chạy thử)')
    await page.getByRole('button').first().click()
    await see(page, 'Nơi giải quyết')
    assert.equal(await page.getByText('Xác minh danh tính trước đã').count(), 0)
  })

  test('keeps a paper of their own', async () => {
    await page.goto('/giay-to')
    await see(page, 'Giấy tờ của tôi')
    await page.getByText('Chưa có giấy tờ nào').waitFor()
    await page.getByRole('link', { name: 'Thêm giấy tờ' }).click()
    await see(page, 'Thêm giấy tờ')
    await page.getByLabel('Loại giấy tờ').selectOption('death-extract')
    await page
      .locator('#file-file')
      .setInputFiles({ name: 'trich-luc.jpg', mimeType: 'image/jpeg', buffer: photograph })
    await page.getByLabel('Đã gửi').waitFor()
    await page.getByLabel('Số', { exact: false }).first().fill('TLKT-0125')
    await page.getByRole('button', { name: 'Lưu vào kho' }).click()
    await see(page, 'Trích lục khai tử')
  })

  test('files online: the account fills the form, the paper stands in place of an upload', async () => {
    await page.goto(`/nop-ho-so/${procedure}`)
    await page.getByRole('combobox', { name: /xã, phường nào/ }).fill('dong ha')
    await page.getByRole('option', { name: 'Phường Đông Hà', exact: true }).click()
    await onward()
    await see(page, 'Người đứng ra mai táng')
    assert.match(await page.getByLabel('Số định danh cá nhân').inputValue(), /^\d{12}$/)
    assert.notEqual(await page.getByLabel('Họ, chữ đệm, tên').inputValue(), '')
    await page.getByText('quốc gia về dân cư (qua VNeID), ngày').first().waitFor()
    await keepPicture(page, 'citizen-form-known-phone')
    await page.getByLabel('Quan hệ với người chết').selectOption('child')
    await page.getByLabel('Điện thoại').fill('0912 345 678')
    await onward()
    await see(page, 'Người chết')
    await page.getByLabel('Họ, chữ đệm, tên').fill('Nguyễn Văn Hòa')
    await page.getByLabel('Ngày sinh').fill('02/09/1941')
    await page.getByLabel('Số nhà, đường').fill('Thôn 12, phường Đông Hà')
    await page.getByLabel('Ngày chết').fill('10/11/2026')
    await page.getByLabel('Đã hưởng trợ cấp theo diện').selectOption('elderly')
    await onward()
    await see(page, 'Giấy tờ kèm theo')
    await page.getByLabel(/Trích lục khai tử.*TLKT-0125/).check()
    await keepPicture(page, 'citizen-own-paper-phone')
    await onward()
    await see(page, 'Xem lại và nộp')
    await page.getByText('Trích lục khai tử TLKT-0125').waitFor()
    await page.getByLabel('Tôi cam đoan').check()
    await page.getByRole('button', { name: 'Nộp hồ sơ' }).click()
    await see(page, 'Đã nộp hồ sơ')
    code = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '')
  })

  test('an official looks and works; the bell counts by itself; the browser is told by Web Push', async () => {
    await subscribe()
    await page.getByRole('link', { name: 'Theo dõi hồ sơ' }).click()
    await page.getByText('Hồ sơ đã đi qua đâu').waitFor()
    const before = await unread()
    await act(clerk, 'cases.accept', { code })
    officer = await holder()
    const desk = await deskOf(officer.id)
    await desk.goto(`/lam-viec/ho-so/${code}`)
    await desk.getByRole('button', { name: /trich-luc\.jpg/ }).waitFor()
    await desk.getByText('lấy từ kho giấy tờ của người nộp').waitFor()
    assert.deepEqual(await findBarriers(desk), [])
    await act(officer.id, 'cases.complete-step', { code })
    await act(chair, 'cases.approve', { code })
    await act(clerk, 'cases.return', { code, how: 'counter' })
    await assert.doesNotReject(
      until(async () => (await unread()) > before),
      'the bell counts without a reload',
    )
    const isResult = ({ payload }: Pushed) => Payload.parse(payload).title.includes('đã có kết quả')
    await until(async () => push.received.some(isResult))
    const payload = Payload.parse(push.received.find(isResult)?.payload)
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await deliverPush(page, payload)
    await until(async () => (await shownNotices()).includes(payload.title))
    await page.getByRole('link', { name: /^Thông báo, / }).click()
    await see(page, 'Thông báo')
    await page.getByText(`Hồ sơ ${code} đã có kết quả`).first().waitFor()
  })

  test('the result has come among the papers by itself, and says where it was reused', async () => {
    await page.goto('/giay-to')
    await page.getByRole('link', { name: /Trích lục khai tử/ }).click()
    await page.getByRole('link', { name: code }).waitFor()
    await page.goBack()
    await page.getByRole('link', { name: /Quyết định hỗ trợ chi phí mai táng/ }).waitFor()
    await see(page, 'Giấy tờ của tôi')
    await keepPicture(page, 'citizen-papers-phone')
    await page.getByRole('link', { name: /Quyết định hỗ trợ chi phí mai táng/ }).click()
    await see(page, 'Quyết định hỗ trợ chi phí mai táng')
  })

  test('shares it by a QR code for an hour; a stranger reads it, and is refused once it is revoked', async () => {
    await page.getByRole('button', { name: 'Chia sẻ bằng mã QR' }).click()
    await page.getByLabel('Chia sẻ cho ai').fill('Hội Người cao tuổi phường')
    await page.getByLabel('Để làm gì').fill('Trợ giúp gia đình')
    await page.getByLabel('1 giờ').check()
    assert.deepEqual(await findBarriers(page), [])
    await page.getByRole('button', { name: 'Tạo mã chia sẻ' }).click()
    const square = page.getByRole('img', { name: 'Đưa mã này cho người nhận quét' })
    const shared = await scan(await square.screenshot())
    assert.ok(shared.startsWith(`${demo.url}/xem/`), shared)
    await keepPicture(page, 'citizen-share-phone')
    const stranger = await (await openWindow(browser, demo.url, 'phone')).newPage()
    await stranger.goto(shared)
    await see(stranger, 'Giấy tờ được chia sẻ với bạn')
    await stranger.getByText('Hội Người cao tuổi phường').waitFor()
    await page.reload()
    await page.getByText('Đã mở 1 lần').waitFor()
    await page.getByRole('button', { name: 'Dừng chia sẻ' }).click()
    await page.getByText('Đã dừng').waitFor()
    await stranger.reload()
    await stranger.getByText('Người chia sẻ đã dừng lần chia sẻ này').waitFor()
    assert.equal(await stranger.getByText('Hội Người cao tuổi phường').count(), 0)
    assert.deepEqual(await findBarriers(stranger), [])
  })

  test('sees who looked, with name and unit, and asks why; the question lies before the head of the unit', async () => {
    await page.goto('/tai-khoan/ai-da-xem')
    await see(page, 'Ai đã xem dữ liệu của tôi')
    const look = page.getByRole('listitem').filter({ hasText: officer.name }).first()
    await look.getByText('phường Đông Hà').waitFor()
    await keepPicture(page, 'citizen-looks-phone')
    await look.getByRole('button', { name: 'Hỏi vì sao' }).click()
    await look.getByLabel('Điều bạn muốn hỏi').fill('Vì sao hồ sơ của tôi được mở hôm nay?')
    assert.deepEqual(await findBarriers(page), [])
    await look.getByRole('button', { name: 'Gửi câu hỏi' }).click()
    const sent = await page.getByText('Đã gửi câu hỏi, mã').innerText()
    const [question] = /PA-[\w-]+/.exec(sent) ?? []
    assert.ok(question, sent)
    const desk = await deskOf(chair)
    await desk.goto(`/lam-viec/phan-anh?view=mine&case=${question}`)
    await desk.getByText('Vì sao hồ sơ của tôi được mở hôm nay?').first().waitFor()
  })

  test('no page complained', () => {
    assert.deepEqual(errors, [])
    assert.deepEqual(
      [...desks.values()].flatMap((desk) => desk.errors),
      [],
    )
  })
})
