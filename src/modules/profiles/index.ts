import { defineModule } from '#core/module'
import { accessKind } from './access-words.ts'
import { connect } from './connecting.ts'
import { keepPapers, keepUses } from './consumers.ts'
import { paperKindsKind } from './definition.ts'
import { carryOutProposals } from './jobs.ts'
import { keeping } from './keeping.ts'
import { operations } from './operations.ts'
import { proposalKind } from './proposal-definition.ts'
import { proposeNext } from './proposing.ts'
import { routes } from './routes.ts'
import { tellProposals, toldBy } from './telling.ts'

export { listOwnPapers, type OwnPaper } from './own-papers.ts'

/** Each person's own store: papers that come by themselves, are used again, and are shown to whom they choose. */
export const profiles = defineModule({
  name: 'profiles',
  kinds: [paperKindsKind, accessKind, proposalKind],
  needs: { notice: toldBy },
  operations,
  consumers: [keepPapers, keepUses, proposeNext, tellProposals],
  jobs: [carryOutProposals],
  ...keeping,
  routes,
  start: async (ctx) => connect(ctx),
})

/** For whoever fills a demo: what its people have is there when it opens. */
export { keepPapers, proposeNext }
