import { parentPort } from 'node:worker_threads'
import type { Order, Reply } from './drawing.ts'
import { renderPdf } from './pdf.ts'
import { templates } from './templates.ts'

/** The other side of drawing.ts: one order after the other. */
async function take(order: Order): Promise<Reply> {
  try {
    return { number: order.number, pdf: await renderPdf(templates[order.kind], order.fields, order.head) }
  } catch (error) {
    return { number: order.number, error: error instanceof Error ? error.message : String(error) }
  }
}

let last: Promise<void> = Promise.resolve()
parentPort?.on('message', (order: Order) => {
  last = last.then(async () => parentPort?.postMessage(await take(order)))
})
