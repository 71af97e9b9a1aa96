import type { Context } from '#core/context'
import { searchKey } from '#core/text'
import { sealNumber, sealPerson } from '#modules/cases'
import type { Unit } from '#modules/units'
import { makePerson, type MadePerson } from './people.ts'
import type { Random } from './random.ts'

/** Who files, with what is kept of them in each of their cases. */
export type Applicant = MadePerson & { searchKey: string; digest: Buffer; sealed: Buffer; sealedNumber: string }

export function applicantOf({ vault }: Context, person: MadePerson): Applicant {
  const { name, personalId, phone, address } = person
  return {
    ...person,
    searchKey: searchKey(name),
    digest: vault.digest(personalId),
    sealed: sealPerson(vault, { name, personalId, phone, address }),
    sealedNumber: sealNumber(vault, personalId),
  }
}

/** Who files at all files two or three cases in a year: most are somebody's who came before, of the last so many of a commune. */
const comesAgain = 0.6
const remembered = 40

export function openApplicants(ctx: Context, random: Random): (commune: Unit) => Applicant {
  const known = new Map<string, (Applicant | undefined)[]>()
  return ({ code, name }) => {
    const neighbours = known.get(code) ?? Array.from<undefined>({ length: remembered })
    known.set(code, neighbours)
    const at = random.int(0, remembered - 1)
    const before = random.chance(comesAgain) ? neighbours[at] : undefined
    return before ?? (neighbours[at] = applicantOf(ctx, makePerson(random, { commune: code, communeName: name.vi })))
  }
}
