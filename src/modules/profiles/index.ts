import { defineModule } from '#core/module'
import { accessKind } from './access-words.ts'
import { keepPapers, keepUses } from './consumers.ts'
import { contestedBy } from './contesting.ts'
import { paperKindsKind } from './definition.ts'
import { carryOutProposals } from './jobs.ts'
import { keeping } from './keeping.ts'
import { operations } from './operations.ts'
import { askPapers, papersStore } from './own-store.ts'
import { preparedFor } from './prepared.ts'
import { proposalKind } from './proposal-definition.ts'
import { proposeNext } from './proposing.ts'
import { routes } from './routes.ts'
import { listWaiting } from './waiting.ts'

export { listOwnPapers, type OwnPaper } from './own-papers.ts'

/** Each person's own store: papers that come by themselves, are used again, and are shown to whom they choose. */
export const profiles = defineModule({
  name: 'profiles',
  kinds: [paperKindsKind, accessKind, proposalKind],
  operations,
  consumers: [keepPapers, keepUses, proposeNext],
  jobs: [carryOutProposals],
  ...keeping,
  routes,
  async start(ctx) {
    ctx.sources.register('my.papers', askPapers)
    ctx.waiting.register('profiles', listWaiting)
    ctx.sources.connectStore({ ...papersStore, prepared: preparedFor, contested: contestedBy })
  },
})

/** For whoever fills a demo: what its people have is there when it opens. */
export { keepPapers, proposeNext }
