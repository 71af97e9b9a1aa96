import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { localDate } from '#modules/calendar'
import { orgCode } from '#modules/units'
import { writeCode } from './code.ts'
import { leaseSerials } from './store/serial.ts'

/**
 * Serials for case codes. A process leases blocks in the background and hands them out without a round trip; a command that
 * finds none takes one by itself and never waits for a second connection.
 */
type Block = { next: number; end: number; leasing: boolean }

const blockSize = 50
const blocks = new WeakMap<Context, Map<string, Block>>()

export async function nextCode(db: Db, ctx: Context, unit: string, at: Date): Promise<string> {
  const agency = orgCode(ctx, unit)
  const on = localDate(at)
  return writeCode({ agency, on, serial: await nextSerial(db, ctx, agency, on) })
}

async function nextSerial(db: Db, ctx: Context, agency: string, on: string): Promise<number> {
  // The embedded database takes turns: a lease in the background would only wait for this very command.
  if (ctx.embedded) return leaseSerials(db, agency, on, 1)
  const block = blockOf(ctx, `${agency} ${on}`)
  if (block.end - block.next < blockSize / 2) void lease(ctx, block, agency, on)
  if (block.next < block.end) return block.next++
  return leaseSerials(db, agency, on, 1)
}

function blockOf(ctx: Context, key: string): Block {
  const known = blocks.get(ctx) ?? new Map<string, Block>()
  blocks.set(ctx, known)
  const block = known.get(key) ?? { next: 0, end: 0, leasing: false }
  if (known.size > 5_000) known.clear()
  known.set(key, block)
  return block
}

async function lease(ctx: Context, block: Block, agency: string, on: string): Promise<void> {
  if (block.leasing) return
  block.leasing = true
  try {
    const first = await leaseSerials(ctx.db, agency, on, blockSize)
    block.next = first
    block.end = first + blockSize
  } catch (error) {
    ctx.log.debug({ error: String(error) }, 'no block of serials was leased')
  } finally {
    block.leasing = false
  }
}
