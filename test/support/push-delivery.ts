import { z } from 'zod'
import type { Page } from 'playwright-core'

const Registrations = z.object({
  registrations: z.array(z.object({ registrationId: z.string(), scopeURL: z.string() })),
})

/** Hands a message to the page's service worker, as the browser does once its vendor's push service has brought it. */
export async function deliverPush(page: Page, message: object): Promise<void> {
  const origin = new URL(page.url()).origin
  const session = await page.context().newCDPSession(page)
  const found = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', (event) => {
      const mine = Registrations.parse(event).registrations.find(({ scopeURL }) => scopeURL.startsWith(origin))
      if (mine) resolve(mine.registrationId)
    })
  })
  await session.send('ServiceWorker.enable')
  await session.send('ServiceWorker.deliverPushMessage', {
    origin,
    registrationId: await found,
    data: JSON.stringify(message),
  })
  await session.detach()
}
