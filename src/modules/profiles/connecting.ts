import type { Context } from '#core/context'
import { contestedBy } from './contesting.ts'
import { askPapers, askRegisters, papersStore } from './own-store.ts'
import { preparedFor } from './prepared.ts'
import { listWaiting } from './waiting.ts'

/** What earlier modules learn from here: values for forms, papers in place of uploads, what waits for a person. */
export function connect(ctx: Context): void {
  ctx.sources.register('my.papers', askPapers)
  ctx.sources.register('registers', askRegisters)
  ctx.sources.connectStore({ ...papersStore, prepared: preparedFor, contested: contestedBy })
  ctx.waiting.register('profiles', listWaiting)
}
