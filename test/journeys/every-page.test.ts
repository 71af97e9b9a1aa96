import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { paths } from '../../web/paths.ts'
import { findBarriers, keepPicture, listenForErrors, openBrowser, openWindow, type Screen } from '#test/browser'
import { startDemo, type DemoServer } from '#test/demo'

/** Every address of the web that needs no record, and the main pages of the three faces on both kinds of screens. */

let demo: DemoServer
let browser: Browser
const windows = new Map<string, BrowserContext>()

before(async () => {
  demo = await startDemo({ cases: 4_000 })
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await demo?.close()
})

const ward = '19333'
const accounts = {
  stranger: undefined,
  citizen: 'demo-citizen-0',
  officer: `demo-${ward}-civil-status-officer-0`,
  receptionist: 'demo-H50.142.01-receptionist-0',
  chair: `demo-${ward}-chair-0`,
  operator: 'demo-44-system-operator-0',
  leader: 'demo-44-leader-0',
} as const
type Visitor = keyof typeof accounts

/** Who a page is for, by the beginning of its address: the first that fits. */
const visitors: readonly (readonly [string, Visitor])[] = [
  [paths.operations, 'leader'],
  [paths.workUpkeep, 'operator'],
  [paths.workDeliveries, 'operator'],
  [paths.workNoticeWords, 'operator'],
  [paths.workAnnounce, 'chair'],
  [paths.workAnnounced, 'chair'],
  [paths.workLoad, 'chair'],
  [paths.work, 'receptionist'],
  [paths.signIn, 'stranger'],
  [paths.track, 'stranger'],
  [paths.verify, 'stranger'],
]
const visitorOf = (path: string): Visitor => visitors.find(([start]) => path.startsWith(start))?.[1] ?? 'citizen'

/** The main pages of the three faces. */
const mainPages: readonly (readonly [string, string, Visitor])[] = [
  ['citizen-home', paths.home, 'stranger'],
  ['citizen-procedure', '/thu-tuc/1.001193', 'stranger'],
  ['citizen-form', '/nop-ho-so/1.001193', 'citizen'],
  ['citizen-my-home', paths.home, 'citizen'],
  ['citizen-reports', paths.reports, 'stranger'],
  ['work-inbox', paths.work, 'officer'],
  ['work-reception', paths.workReception, 'receptionist'],
  ['operations-map', paths.operations, 'leader'],
  ['operations-unit', `/dieu-hanh/don-vi/${ward}?indicator=closed&period=year`, 'leader'],
  ['operations-process', '/dieu-hanh/quy-trinh/1.001193', 'leader'],
]

async function windowOf(visitor: Visitor, screen: Screen): Promise<BrowserContext> {
  const name = `${visitor} ${screen}`
  const known = windows.get(name)
  if (known) return known
  const window = await openWindow(browser, demo.url, screen)
  windows.set(name, window)
  const account = accounts[visitor]
  if (account === undefined) return window
  const answer = await window.request.post('/api/people.sign-in-demo', { data: { account } })
  assert.ok(answer.ok(), await answer.text())
  return window
}

/** A moment in which nothing begins to load, and nothing still loads. */
async function settle(page: Page): Promise<void> {
  await page.waitForTimeout(300)
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
}

async function open(path: string, visitor: Visitor, screen: Screen): Promise<{ page: Page; errors: string[] }> {
  const page = await (await windowOf(visitor, screen)).newPage()
  page.setDefaultTimeout(20_000)
  const errors = listenForErrors(page)
  await page.goto(path)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await settle(page)
  return { page, errors }
}

const isWiderThanItsWindow = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)

/** What is wrong with a page on a phone, each fault in a few words. */
async function faultsOf(path: string): Promise<string[]> {
  const { page, errors } = await open(path, visitorOf(path), 'phone')
  const headings = await page.getByRole('heading', { level: 1 }).count()
  // The browser itself notes each answer that is a refusal.
  const faults = [...(await findBarriers(page)), ...errors.filter((error) => !error.includes('status of 4'))]
  if (headings !== 1) faults.push(`${headings} headings of the first level`)
  if ((await page.getByRole('heading', { name: 'Chưa tải được' }).count()) > 0) faults.push('it could not be loaded')
  if (!(await page.title()).includes('Tỉnh Số')) faults.push(`its title is “${await page.title()}”`)
  await page.setViewportSize({ width: 320, height: 640 })
  if (await isWiderThanItsWindow(page)) faults.push('it scrolls sideways at 320 px')
  await page.close()
  return faults
}

describe('every page', { concurrency: false }, () => {
  for (const path of [...new Set<string>(Object.values(paths))].filter((one) => !one.includes('$')))
    test(`${path} is whole on a phone, for the ${visitorOf(path)}`, async () => {
      assert.deepEqual(await faultsOf(path), [])
    })
})

describe('a page of what is not there', { concurrency: false }, () => {
  for (const path of [...new Set<string>(Object.values(paths))].filter((one) => one.includes('$')))
    test(`${path} says so in a whole page, to the ${visitorOf(path)}`, async () => {
      assert.deepEqual(await faultsOf(path.replaceAll(/\$\w+/g, 'khong-co')), [])
    })
})

describe('the main pages', { concurrency: false }, () => {
  for (const screen of ['phone', 'desktop'] as const)
    for (const [name, path, visitor] of mainPages)
      test(`${name} is whole on a ${screen}`, async () => {
        const { page, errors } = await open(path, visitor, screen)
        assert.deepEqual([...(await findBarriers(page)), ...errors], [])
        assert.equal(await isWiderThanItsWindow(page), false)
        await keepPicture(page, `${name}-${screen}`)
        await page.close()
      })
})
