import type { Actor } from '#core/actor'
import type { Context } from '#core/context'

/** Says whether an actor may read a document of this kind about a record: asked of the module that owns the record. */
export type Reader = (ctx: Context, actor: Actor, record: string, kind: string) => Promise<boolean>

const readers = new Map<string, Reader>()

/** A module that issues documents answers for the rights to its records; `prefix` as in `case/H50.…`. */
export function registerReader(prefix: string, reader: Reader): void {
  readers.set(prefix, reader)
}

/** Nobody may read the documents of a record that no module answers for. */
export async function mayRead(ctx: Context, actor: Actor, record: string, kind: string): Promise<boolean> {
  const reader = readers.get(record.slice(0, record.indexOf('/')))
  return reader === undefined ? false : reader(ctx, actor, record, kind)
}
