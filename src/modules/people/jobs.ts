import type { Context } from '#core/context'
import type { Job } from '#core/module'
import { forgetCopies, makeCopies } from './rights/copying.ts'
import { carryOutErasures } from './rights/erasing.ts'
import { sayFarewells } from './oidc/farewell.ts'
import { rotateKeys } from './oidc/keys.ts'
import { endSessions } from './sessions.ts'
import { dropOldChallenges } from './store/factors.ts'
import { dropExpiredItems } from './store/openid.ts'
import { dropOldReadings } from './store/personal-qr.ts'
import { forgetOld, listEndedSessions } from './store/sessions.ts'

const batch = 500

export const forgetEndedSessions: Job = {
  name: 'people.forget-ended-sessions',
  cron: '17 * * * *',
  async run(ctx) {
    while ((await endSome(ctx)) === batch);
    await forgetOld(ctx.db, ctx.clock())
    await dropExpiredItems(ctx.db, ctx.clock())
    await dropOldChallenges(ctx.db, ctx.clock())
    await dropOldReadings(ctx.db, ctx.clock())
  },
}

const endSome = (ctx: Context): Promise<number> =>
  ctx.db.transaction().execute(async (db) => {
    const ended = await listEndedSessions(db, ctx.clock(), batch)
    await endSessions(db, ctx, ended)
    return ended.length
  })

/** What no process told at once: after a failure, a restart, or a back-off. */
const tellApplications: Job = {
  name: 'people.tell-applications',
  cron: '* * * * *',
  run: async (ctx) => void (await sayFarewells(ctx)),
}

export const renewSigningKey: Job = {
  name: 'people.renew-signing-key',
  cron: '41 3 * * *',
  async run(ctx) {
    await rotateKeys(ctx, 'sign-in')
    await rotateKeys(ctx, 'personal-qr')
  },
}

export const jobs: readonly Job[] = [
  forgetEndedSessions,
  tellApplications,
  renewSigningKey,
  makeCopies,
  forgetCopies,
  carryOutErasures,
]
