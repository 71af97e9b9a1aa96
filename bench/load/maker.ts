import { z } from 'zod'
import { readConfig } from '../../src/config.ts'
import { openContext } from '../../src/context.ts'
import { modules } from '../../src/modules.ts'
import { makePast } from '../../simulator/bulk.ts'

/** What each maker of a province's past is told: which part is its own. */
export const MakerJob = z.object({ count: z.number(), procedures: z.number(), at: z.number(), of: z.number() })
export type MakerJob = z.infer<typeof MakerJob>

/**
 * Twelve months by the rules of live work. What came in the last days is still open: a tenth of all. Batches of which few cases are
 * still alive when the collector comes.
 */
export const pastOf = ({ count, procedures, at, of }: MakerJob) => ({
  ...{ count, procedures, months: 12, seed: 8 },
  rush: { share: 0.105, days: 3 },
  batch: 300,
  share: { at, of },
})

// One of the makers, in a process of its own: the other core makes, too.
if (import.meta.main) {
  const job = MakerJob.parse(JSON.parse(process.argv[2] ?? ''))
  const opened = await openContext(readConfig(process.env), modules)
  process.stdout.write('ready\n')
  process.stdin.once('data', () => {
    void makePast(opened.ctx, pastOf(job)).then(async (made) => {
      await opened.close()
      process.stdout.write(`${made}\n`, () => process.exit(0))
    })
  })
}
