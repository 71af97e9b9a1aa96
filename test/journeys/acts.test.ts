import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { z } from 'zod'
import { findBarriers, keepPicture, openBrowser } from '#test/browser'
import { startDemo, type DemoServer } from '#test/demo'
import { openDesk, type Desk } from '#test/desk'
import type { Browser, Page } from 'playwright-core'
import { openClient, type Client } from '../../simulator/client.ts'
import { fileOnline } from '../../simulator/filing.ts'
import { randomOf } from '../../simulator/random.ts'
import { makeSamplePapers, type SamplePaper } from '../../simulator/sample-papers.ts'

/** What officials and citizens do beside the straight way of a case, each on the screen where they meet it. */

const ward = { code: '19333', name: 'Phường Đông Hà', communes: ['19333'] }
const chair = 'demo-19333-chair-0'
const lan = 'demo-citizen-0'

const Charged = z.object({ fees: z.array(z.object({ amount: z.int() })) })
const Seen = z.object({
  receptionUnit: z.object({ code: z.string() }),
  steps: z.array(z.object({ status: z.string(), assignee: z.object({ id: z.string() }).optional() })),
})

let demo: DemoServer
let browser: Browser
let citizen: Client
let samples: readonly SamplePaper[]
const random = randomOf(7)
const desks = new Map<string, Desk>()

before(async () => {
  demo = await startDemo()
  browser = await openBrowser()
  samples = await makeSamplePapers(random)
  citizen = await signedIn(lan)
})
after(async () => {
  await browser?.close()
  await demo?.close()
})

async function signedIn(account: string): Promise<Client> {
  const client = openClient(demo.url)
  await client.command('people.sign-in-demo', { account })
  return client
}

async function deskOf(account: string): Promise<Page> {
  const known = desks.get(account) ?? (await openDesk(browser, demo.url, account))
  desks.set(account, known)
  return known.page
}

async function file(procedure: string): Promise<string> {
  // Chance makes answers now and then that a form refuses.
  for (let tries = 0; tries < 30; tries += 1) {
    const code = await fileOnline(citizen, random, { procedure, place: ward, samples })
    if (code) return code
  }
  return assert.fail(`${procedure} can be filed`)
}

/** Files a case, accepts it, and says who has its first step. */
async function accepted(procedure: string): Promise<{ code: string; officer: string }> {
  const code = await file(procedure)
  const { receptionUnit } = Seen.parse(await citizen.query('cases.get', { code }))
  const clerk = await signedIn(`demo-${receptionUnit.code}-receptionist-0`)
  await clerk.command('cases.accept', { code })
  return { code, officer: await holderOf(code) }
}

async function holderOf(code: string): Promise<string> {
  const { steps } = Seen.parse(await citizen.query('cases.get', { code }))
  const holder = steps.find(({ status }) => status === 'current')?.assignee?.id
  assert.ok(holder, 'somebody has the step')
  return holder
}

/** The official opens the case's page and begins an act by its key. */
async function begin(account: string, code: string, key: string): Promise<Page> {
  const page = await deskOf(account)
  await page.goto(`/lam-viec/ho-so/${code}`)
  await page.getByRole('group', { name: 'Việc có thể làm' }).waitFor()
  await page.keyboard.press(key)
  return page
}

const confirm = async (page: Page, done: string): Promise<void> => {
  await page.keyboard.press('Control+Enter')
  await page.getByText(done).first().waitFor()
}

describe('beside the straight way', { concurrency: false }, () => {
  test('an officer hands a case over; the colleague finishes the step, takes it back, and finishes it again', async () => {
    const { code, officer } = await accepted('marital-status-confirmation')
    const page = await begin(officer, code, 'h')
    const choice = page.getByLabel('Giao cho')
    await choice.locator('option').nth(1).waitFor({ state: 'attached' })
    const [name] = (await choice.locator('option').allTextContents()).slice(1)
    assert.ok(name)
    await choice.selectOption({ label: name })
    assert.deepEqual(await findBarriers(page), [])
    await confirm(page, 'Đã bàn giao.')
    const colleague = await holderOf(code)
    assert.notEqual(colleague, officer)
    const other = await begin(colleague, code, 'd')
    await other.getByText('Đã chuyển sang bước sau.').waitFor()
    await other.getByRole('button', { name: 'Thu hồi' }).waitFor()
    await other.keyboard.press('u')
    await other.getByText('Đã thu hồi, hồ sơ trở lại bước trước.').waitFor()
    await other.getByRole('button', { name: 'Xong bước' }).waitFor()
    await other.keyboard.press('d')
    await other.getByText('Đã chuyển sang bước sau.').waitFor()
    const leader = await begin(chair, code, 'b')
    await leader.getByLabel('Lý do, cho người xử lý bước trước').fill('Chưa rõ thời điểm cư trú.')
    await confirm(leader, 'Đã chuyển lại bước trước.')
    await other.goto(`/lam-viec/ho-so/${code}`)
    await other.getByRole('tab', { name: /Ghi chú/ }).click()
    await other.getByText('Chưa rõ thời điểm cư trú.').first().waitFor()
  })

  test('an officer asks a department for its opinion, and reads the answer', async () => {
    const { code, officer } = await accepted('marital-status-confirmation')
    const page = await begin(officer, code, 'y')
    await page.getByRole('combobox', { name: 'Cơ quan' }).fill('so tu phap')
    await page.getByRole('option', { name: 'Sở Tư pháp' }).click()
    await page.getByLabel('Nội dung hỏi').fill('Có cần xác minh ở nơi cư trú trước không?')
    assert.deepEqual(await findBarriers(page), [])
    await confirm(page, 'Đã gửi xin ý kiến.')
    const justice = await begin('demo-H50.003-specialist-0', code, 'r')
    await justice.getByText('Có cần xác minh').first().waitFor()
    await justice.getByLabel('Ý kiến trả lời').fill('Không cần: đã có trong cơ sở dữ liệu hộ tịch.')
    await justice.getByLabel('Đồng ý', { exact: true }).check()
    assert.deepEqual(await findBarriers(justice), [])
    await confirm(justice, 'Đã gửi ý kiến trả lời.')
    await page.getByRole('tab', { name: /Xin ý kiến/ }).click()
    await page.getByText('Không cần: đã có trong cơ sở dữ liệu hộ tịch.').first().waitFor()
  })

  test('an officer asks for what is owed, the citizen reads it at once, and the counter takes it', async () => {
    const { code } = await accepted('land-transfer-registration')
    const officer = await holderOf(code)
    const own = await deskOf(lan)
    await own.goto(`/ho-so-cua-toi/${code}`)
    await own.getByText('Hồ sơ đã đi qua đâu').first().waitFor()
    await begin(officer, code, 'd')
    await (await deskOf(officer)).getByText('Đã chuyển sang bước sau.').waitFor()
    const page = await begin(await holderOf(code), code, 'm')
    await page.getByLabel('Số tiền').fill('1250000')
    await page.getByLabel('Lý do').fill('Lệ phí trước bạ và thuế thu nhập theo thông báo của cơ quan thuế.')
    await confirm(page, 'Đã gửi yêu cầu nộp tiền.')
    await own.getByText('Bạn cần nộp tiền').waitFor({ timeout: 5_000 })
    assert.deepEqual(await findBarriers(own), [])
    const { receptionUnit } = Seen.parse(await citizen.query('cases.get', { code }))
    const till = await begin(`demo-${receptionUnit.code}-receptionist-0`, code, '$')
    await till.getByLabel('Số biên lai').fill('BL-000123')
    await confirm(till, 'Đã thu phí.')
    await own.getByText('Bạn cần nộp tiền').waitFor({ state: 'detached', timeout: 5_000 })
    await own.getByText('BL-000123').first().waitFor()
  })

  test('the letter of apology lies ready: the chair changes the reason, reads it and sends it', async () => {
    const { code } = await accepted('civil-status-extract')
    const page = await deskOf(chair)
    await page.goto(`/lam-viec/ho-so/${code}`)
    await page.getByRole('button', { name: 'Xem và gửi thư' }).click()
    const reason = page.getByLabel('Lý do', { exact: true })
    assert.match(await reason.inputValue(), /cần thêm thời gian/)
    await reason.fill('Sổ hộ tịch gốc đang được số hóa.')
    await page.getByRole('region', { name: 'Nội dung thư' }).getByText('Sổ hộ tịch gốc đang được số hóa.').waitFor()
    assert.deepEqual(await findBarriers(page), [])
    await keepPicture(page, 'work-apology-desktop')
    await confirm(page, 'Đã gửi thư xin lỗi và hẹn lại.')
    const own = await deskOf(lan)
    await own.goto(`/ho-so-cua-toi/${code}`)
    await own.getByRole('link', { name: /Phiếu xin lỗi và hẹn lại/ }).waitFor()
  })

  test('the chair stops a case with the reason; the applicant is sent the notice', async () => {
    const { code } = await accepted('marital-status-confirmation')
    const page = await begin(chair, code, 'S')
    await page.getByLabel('Lý do').fill('Người yêu cầu đã được cấp giấy này ở nơi khác.')
    assert.deepEqual(await findBarriers(page), [])
    await confirm(page, 'Đã dừng giải quyết.')
    const own = await deskOf(lan)
    await own.goto(`/ho-so-cua-toi/${code}`)
    await own.getByRole('link', { name: /Thông báo dừng giải quyết/ }).waitFor()
  })

  test('a citizen withdraws a case while it may be withdrawn', async () => {
    const code = await file('marital-status-confirmation')
    const own = await deskOf(lan)
    await own.goto(`/ho-so-cua-toi/${code}`)
    await own.getByRole('button', { name: 'Rút hồ sơ' }).click()
    await own.getByLabel('Lý do rút').fill('Tôi khai nhầm nơi cư trú.')
    assert.deepEqual(await findBarriers(own), [])
    await own.getByRole('button', { name: 'Rút hồ sơ' }).click()
    await own.getByText('Đã rút').first().waitFor()
    assert.equal(await own.getByRole('button', { name: 'Rút hồ sơ' }).count(), 0)
  })

  test('a citizen corrects an answer that was asked for, with the fields of the form itself', async () => {
    const { code, officer } = await accepted('marital-status-confirmation')
    const clerk = await signedIn(officer)
    await clerk.command('cases.ask-supplement', { code, items: ['Số điện thoại đúng'], reason: 'Số không gọi được.' })
    const own = await deskOf(lan)
    await own.goto(`/ho-so-cua-toi/${code}/bo-sung`)
    await own
      .getByRole('button', { name: /^Sửa phần/ })
      .first()
      .click()
    await own.getByLabel('Số điện thoại').fill('12')
    await own.getByRole('button', { name: 'Gửi bổ sung' }).click()
    await own.getByText('chỗ cần sửa').waitFor()
    await own.getByLabel('Số điện thoại').fill('0912 345 678')
    assert.deepEqual(await findBarriers(own), [])
    await own.getByRole('button', { name: 'Gửi bổ sung' }).click()
    await own.getByText('Đã gửi bổ sung').waitFor()
    const page = await deskOf(officer)
    await page.goto(`/lam-viec/ho-so/${code}`)
    await page.getByText('0912 345 678').first().waitFor()
    await page.getByRole('tab', { name: /Ghi chú/ }).click()
    await page.getByText(/Đã sửa tờ khai: .*điện thoại/i).waitFor()
  })

  test('a citizen who corrects the number of copies sees the new fee before it is sent', async () => {
    const { code, officer } = await accepted('civil-status-extract')
    const clerk = await signedIn(officer)
    await clerk.command('cases.ask-supplement', { code, items: ['Số bản cần cấp'], reason: 'Cần xác nhận số bản.' })
    const own = await deskOf(lan)
    await own.goto(`/ho-so-cua-toi/${code}/bo-sung`)
    await own.getByRole('button', { name: /Sửa phần .Việc hộ tịch cần trích lục/ }).click()
    await own.getByLabel('Số bản').first().fill('47')
    const fees = own.getByRole('status').filter({ hasText: 'Phí, lệ phí thay đổi theo phần bạn sửa' })
    const said = await fees.getByText(/^Tổng cộng: /).textContent()
    assert.deepEqual(await findBarriers(own), [])
    await own.getByRole('button', { name: 'Gửi bổ sung' }).click()
    await own.getByText('Đã gửi bổ sung').waitFor()
    const { fees: kept } = Charged.parse(await citizen.query('cases.get', { code }))
    const total = kept.reduce((sum, { amount }) => sum + amount, 0)
    assert.ok(total >= 47 * 8_000)
    assert.match(said ?? '', new RegExp(`thành ${new Intl.NumberFormat('vi-VN').format(total)}`))
  })

  test('who is away names a substitute, who then has the work', async () => {
    const { code, officer } = await accepted('marital-status-confirmation')
    const page = await deskOf(officer)
    await page.goto('/lam-viec/phan-viec')
    const today = new Intl.DateTimeFormat('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date())
    await page.getByLabel('Nghỉ từ ngày').fill(today)
    await page.getByLabel('Đến hết ngày').fill(today)
    const choice = page.locator('#away-substitute')
    const substitute = officer.endsWith('-0') ? officer.replace(/0$/, '1') : officer.replace(/1$/, '0')
    await choice.selectOption(substitute)
    assert.deepEqual(await findBarriers(page), [])
    await page.getByRole('button', { name: 'Báo nghỉ' }).click()
    await page.getByRole('button', { name: 'Tôi đi làm lại' }).waitFor()
    const other = await begin(substitute, code, 'd')
    await other.getByText('Đã chuyển sang bước sau.').waitFor()
    await page.getByRole('button', { name: 'Tôi đi làm lại' }).click()
    await page.getByLabel('Nghỉ từ ngày').waitFor()
  })

  test('whoever runs the platform reads that nothing is parked; others do not see the page', async () => {
    const page = await deskOf('demo-44-system-operator-0')
    await page.goto('/lam-viec')
    await page.getByRole('link', { name: 'Vận hành' }).click()
    await page.getByText('Không có sự kiện nào bị gác lại').waitFor()
    assert.deepEqual(await findBarriers(page), [])
    const other = await deskOf(chair)
    await other.goto('/lam-viec')
    await other.getByRole('link', { name: 'Phân việc' }).waitFor()
    assert.equal(await other.getByRole('link', { name: 'Vận hành' }).count(), 0)
  })

  test('no page complained', () => {
    assert.deepEqual(
      [...desks.values()].flatMap(({ errors }) => errors),
      [],
    )
  })
})
