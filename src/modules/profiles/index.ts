import { defineModule } from '#core/module'
import { accessKind } from './access-words.ts'
import { keepPapers, keepUses } from './consumers.ts'
import { paperKindsKind } from './definition.ts'
import { operations } from './operations.ts'
import { askPapers, papersStore } from './own-store.ts'
import { routes } from './routes.ts'
import { listOwners } from './store/papers.ts'

export { listOwnPapers, type OwnPaper } from './own-papers.ts'

/** Each person's own store: papers that come by themselves, are used again, and are shown to whom they choose. */
export const profiles = defineModule({
  name: 'profiles',
  kinds: [paperKindsKind, accessKind],
  operations,
  consumers: [keepPapers, keepUses],
  ownership: { types: ['profiles.*'], owners: listOwners },
  routes,
  async start(ctx) {
    ctx.sources.register('my.papers', askPapers)
    ctx.sources.connectStore({ ...papersStore, prepared: async () => new Map(), contested: async () => new Set() })
  },
})
