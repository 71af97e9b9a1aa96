import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { listenForErrors, openWindow, type Screen } from './browser.ts'

export type Desk = { page: Page; errors: readonly string[] }

/** A window of their own for one of the demo's people, signed in. */
export async function openDesk(
  browser: Browser,
  url: string,
  account: string,
  screen: Screen = 'desktop',
): Promise<Desk> {
  const window = await openWindow(browser, url, screen)
  const answer = await window.request.post('/api/people.sign-in-demo', { data: { account } })
  assert.ok(answer.ok(), await answer.text())
  const page = await window.newPage()
  page.setDefaultTimeout(15_000)
  return { page, errors: listenForErrors(page) }
}
