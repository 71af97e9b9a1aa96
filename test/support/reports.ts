import type { Actor } from '#core/actor'
import { anonymous } from '#core/actor'
import { sql } from 'kysely'
import sharp from 'sharp'
import { citizen, official } from './cases.ts'
import type { TestContext } from './context.ts'
import { submit } from '../../src/modules/reports/operations/sending.ts'
import { accept, show } from '../../src/modules/reports/operations/triage.ts'
import { answer } from '../../src/modules/reports/operations/handling.ts'
import { takePhoto } from '../../src/modules/reports/photos.ts'

/** The people around a report of the test pack's ward (99001), whose desk has officers. */
export const mai = citizen('mai')
export const nobody: Actor = anonymous()
export const desk = official('desk', '99001', 'officer')
export const chief = official('chief', '99001', 'chair')
export const otherDesk = official('other', '99002', 'officer')
export const operator = official('operator', 'H99.101.01', 'receptionist')

/** In Ward One. */
export const place: [number, number] = [106.7, 17.1]

export const hole = { category: 'hole', text: 'Ổ gà lớn giữa đường Lê Lợi, tối qua có người ngã.', place }

export const picture = (width = 800, height = 600): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#88aa66' } })
    .jpeg()
    .toBuffer()

export const uploadPicture = async (t: TestContext): Promise<string> => (await takePhoto(t.ctx, await picture())).id

/** A report that has come so far, by the desk of its unit. @returns its code */
export async function reportAt(
  t: TestContext,
  state: 'submitted' | 'accepted' | 'shown' | 'answered',
  more: object = {},
): Promise<string> {
  // Many reports of one sender are no flood here.
  await sql`delete from reports.sending`.execute(t.ctx.db)
  const { code } = await t.call(submit, { ...hole, ...more }, mai)
  if (state === 'submitted') return code
  await t.call(accept, { code }, desk)
  if (state === 'accepted') return code
  if (state === 'shown') {
    await t.call(show, { code, text: 'Ổ gà lớn giữa đường.' }, desk)
    return code
  }
  await t.call(answer, { code, text: 'Đã vá mặt đường.', photos: [await uploadPicture(t)] }, desk)
  return code
}
