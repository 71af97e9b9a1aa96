import type { Ownership } from '#core/ownership'
import { sealedIn } from '#core/sealed'
import { kept } from './kept.ts'
import { listHoldings } from './own-papers.ts'
import { listOwners as ownersOfPapers } from './store/papers.ts'
import { listOwners as ownersOfProposals } from './store/proposals.ts'

const ownership: Ownership = {
  types: ['profiles.*'],
  holdings: listHoldings,
  owners: async (db, records) => [...(await ownersOfPapers(db, records)), ...(await ownersOfProposals(db, records))],
}

/** What the module keeps of people: whose it is, and where it is sealed. */
export const keeping = {
  ownership,
  personal: kept,
  seals: [
    ...sealedIn('profiles.paper', 'particulars'),
    ...sealedIn('profiles.share', 'terms'),
    ...sealedIn('profiles.proposal', 'prepared'),
    ...sealedIn('profiles.correction', 'claim', 'answer'),
  ],
}
