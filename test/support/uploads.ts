import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '#core/actor'
import type { TestContext } from './context.ts'

export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** A finished upload of this person, as `POST /api/uploads …` leaves it. @returns its id */
export async function uploaded({ ctx }: TestContext, actor: Actor, content = png): Promise<string> {
  const id = randomUUID()
  const { digest } = await ctx.files.put(content)
  await sql`
    insert into core.upload (id, owner, name, size_bytes, received_bytes, digest, media_type, created_at)
    values (${id}, ${actor.id}, 'giay-to.png', ${content.length}, ${content.length}, ${digest}, 'image/png', ${ctx.clock().toISOString()})`.execute(
    ctx.db,
  )
  return id
}
