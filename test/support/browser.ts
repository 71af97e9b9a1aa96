import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium, devices, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { z } from 'zod'
import { findChromium } from './chromium.ts'
import { root } from './source-tree.ts'

export type Screen = 'desktop' | 'phone'

/** The system's Chromium, with further switches of its own. As root it runs without its sandbox, which it would refuse there. */
export async function openBrowser(...switches: string[]): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('There is no Chromium: set CHROMIUM to its path.')
  const rootOnly = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return chromium.launch({
    executablePath,
    args: [...rootOnly, '--disable-dev-shm-usage', '--force-color-profile=srgb', ...switches],
  })
}

/** A person's own browser window, in Vietnamese, on a phone or a desktop. */
export function openWindow(browser: Browser, baseURL: string, screen: Screen = 'desktop'): Promise<BrowserContext> {
  const common = { baseURL, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', reducedMotion: 'reduce' as const }
  const { defaultBrowserType: _, ...phone } = devices['Pixel 7'] ?? { defaultBrowserType: 'chromium' }
  return browser.newContext(
    screen === 'phone' ? { ...phone, ...common } : { viewport: { width: 1440, height: 900 }, ...common },
  )
}

/** A citizen signs out; the page is then loaded anew. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Đăng xuất' }).first().click()
  await page.getByRole('banner').getByRole('link', { name: 'Đăng nhập', exact: true }).waitFor()
}

/** What the page complained about: exceptions, and errors on the console. An empty list is a good page. */
export function listenForErrors(page: Page): string[] {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`)
  })
  return errors
}

const Violations = z.array(
  z.object({
    id: z.string(),
    impact: z.string().nullable(),
    nodes: z.array(z.object({ target: z.array(z.unknown()) })),
  }),
)

/** Serious faults of accessibility (WCAG 2.2 AA), each as `rule: element`. */
export async function findBarriers(page: Page): Promise<string[]> {
  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
  // Not a script element: the page's content security policy would refuse that.
  await page.evaluate(readFileSync(axe, 'utf8'))
  const found: unknown = await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] }).then((r) => r.violations)`,
  )
  return Violations.parse(found)
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}

/** Keeps a picture of the page under docs/screenshots, when the run is asked to: `SCREENSHOTS=1 npm test test/journeys`. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  if (process.env['SCREENSHOTS'] !== '1') return
  const folder = join(root, 'docs/screenshots')
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
}
