import { ownership } from './holdings.ts'
import { kept } from './kept.ts'
import { seals } from './sealing.ts'

/** What the module keeps of people: whose it is, and where it is sealed. */
export const keeping = { ownership, personal: kept, seals }
