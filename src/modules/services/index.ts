import type { Context } from '#core/context'
import { defineModule } from '#core/module'
import { sealedIn } from '#core/sealed'
import { offerClients, type Client } from '#modules/people'
import { serviceKind } from './definition.ts'
import { journeyKind } from './journey.ts'
import { noteChangedProcedures } from './jobs.ts'
import { kept } from './kept.ts'
import { operations } from './operations.ts'
import { communeFollowers } from './store/own.ts'
import { tell, toldBy } from './telling.ts'

export { publishNews } from './operations/news.ts'

/** The applications that sign people in through the platform: links of the board with `signIn:`. */
const clientsOf = (ctx: Context): Client[] =>
  ctx.definitions
    .list(serviceKind)
    .flatMap(({ body }) =>
      body.kind === 'link' && body.signIn ? [{ ...body.signIn, name: body.name, url: body.to }] : [],
    )

/** The citizen's service board, journeys of life, news, subscriptions, and the home that joins them. */
export const services = defineModule({
  name: 'services',
  kinds: [serviceKind, journeyKind],
  operations,
  needs: { notice: toldBy },
  consumers: [tell],
  jobs: [noteChangedProcedures],
  personal: kept,
  seals: sealedIn('services.answer', 'body'),
  async start(ctx) {
    offerClients(ctx, () => clientsOf(ctx))
    ctx.addressees.registerFollowers(communeFollowers)
  },
})
