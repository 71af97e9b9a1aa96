import { z } from 'zod'
import { dayOf } from '#core/days'
import { invalid } from '#core/errors'
import { command } from '#core/operation'
import { findUnit } from '#modules/units'
import { present } from '../me.ts'
import * as policy from '../policy.ts'
import { setCommune } from '../store/addressees.ts'
import { MeView } from '../views.ts'

export const chooseCommune = command('people.choose-commune', {
  summary: 'Say in which commune I live, so that I am told what concerns its people; null takes it back.',
  input: z.strictObject({ commune: z.string().max(20).nullable() }),
  output: MeView,
  allow: policy.isSignedIn,
  async run({ input, actor, db, ctx, now }) {
    if (input.commune !== null && findUnit(ctx, input.commune)?.kind !== 'commune')
      throw invalid('not-a-commune', {
        vi: 'Hãy chọn xã, phường, đặc khu trong danh sách của tỉnh.',
        en: 'Choose a commune from the province’s list.',
      })
    await setCommune(db, actor.id, input.commune)
    return present(db, ctx, actor, dayOf(now))
  },
})
