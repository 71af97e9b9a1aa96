import type { Page } from 'playwright-core'

/**
 * Presses a notice that the page's service worker shows. Only the system's own list of notices could be pressed in earnest: the
 * worker is handed the same event instead, in its own context. As for every event that no finger made, the browser then lets it
 * lead a page that is open, and neither bring it to the front nor open another.
 */
export async function clickNotice(page: Page, title: string): Promise<void> {
  const worker = page.context().serviceWorkers()[0]
  if (!worker) throw new Error('the page has no service worker')
  const pressed: unknown = await worker.evaluate(`(async () => {
    const notification = (await self.registration.getNotifications()).find(({ title }) => title === ${JSON.stringify(title)})
    if (!notification) return 'no such notice'
    const event = new NotificationEvent('notificationclick', { notification })
    // The page's own navigation shows what came of it: the worker is not waited for, which the browser may end meanwhile.
    Object.defineProperty(event, 'waitUntil', { value: () => undefined })
    self.dispatchEvent(event)
    return 'pressed'
  })()`)
  if (pressed !== 'pressed') throw new Error(`${title}: ${String(pressed)}`)
}
