import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { join } from 'node:path'
import { openBrowser, openWindow } from '#test/browser'
import { findChromium } from '#test/chromium'
import { root } from '#test/source-tree'
import type { Bench } from './ground.ts'
import { percentile, seconds, whole, type Row } from './table.ts'
import type { Browser } from 'playwright-core'

const reach = { scriptKilobytes: 180, seconds: 2.5 }
const loads = 5
/** The throttling of Lighthouse's phone: a processor four times slower, and slow 4G. */
const phone = { latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 }

/** The citizen's first visit on a slow phone, with nothing in the cache, up to the first result of a search. */
export async function measureHome(bench: Bench): Promise<Row[]> {
  const dist = join(root, 'web/dist')
  const missing = !findChromium() ? 'no Chromium here' : !existsSync(dist) ? 'the web is not built' : undefined
  if (missing !== undefined) return [rowOf(`not measured: ${missing}`, '', undefined)]
  const server = await (await bench.large()).server()
  const browser = await openBrowser()
  try {
    const visits = []
    for (let at = 0; at < loads; at += 1) visits.push(await visit(browser, `http://localhost:${server.port}`))
    const scripts = visits[0]?.scripts ?? []
    const kilobytes =
      scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(dist, path)), { level: 9 }).length, 0) / 1000
    const middle =
      percentile(
        visits.map(({ result }) => result),
        0.5,
      ) / 1000
    const shown =
      percentile(
        visits.map(({ box }) => box),
        0.5,
      ) / 1000
    return [
      rowOf(
        `${whole(kilobytes)} kB in ${scripts.length} scripts; first result ${seconds(middle)} after the address (median of ${loads})`,
        `the search box is there after ${seconds(shown)}`,
        kilobytes <= reach.scriptKilobytes && middle <= reach.seconds,
      ),
    ]
  } finally {
    await browser.close()
  }
}

const rowOf = (measured: string, peer: string, holds: boolean | undefined): Row => ({
  what: 'citizen home, first load (gzip), and first search result on a throttled phone (4× CPU, slow 4G)',
  measured,
  peer,
  reach: `≤ ${reach.scriptKilobytes} kB of script; ≤ ${reach.seconds} s`,
  holds,
})

async function visit(browser: Browser, url: string): Promise<{ scripts: string[]; box: number; result: number }> {
  const window = await openWindow(browser, url, 'phone')
  try {
    const page = await window.newPage()
    const scripts: string[] = []
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(new URL(response.url()).pathname)
    })
    const devtools = await window.newCDPSession(page)
    await devtools.send('Network.enable')
    await devtools.send('Network.emulateNetworkConditions', { offline: false, ...phone })
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    const began = performance.now()
    await page.goto('/', { waitUntil: 'commit' })
    const box = page.getByRole('combobox').first()
    await box.waitFor()
    const shown = performance.now() - began
    const loaded = [...scripts]
    await box.fill('khai sinh')
    await page.getByRole('option').first().waitFor()
    return { scripts: loaded, box: shown, result: performance.now() - began }
  } finally {
    await window.close()
  }
}
