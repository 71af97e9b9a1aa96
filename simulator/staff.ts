import type { Context } from '#core/context'
import { addPeople, hashPassword, type NewPerson } from '#modules/people'
import { listUnits, placesIn, provinceUnit, serviceCentreOf } from '#modules/units'
import { fullName } from './names.ts'
import type { OwnPerson } from './own-cases.ts'
import { makePerson, type MadePerson } from './people.ts'
import { randomOf, type Random } from './random.ts'

export const demoPassword = 'Demo@2026'

/** Those whom the sign-in page offers: they have more cases and papers than the others. */
const shownCitizens = 3

const idOf = (unit: string, role: string, no: number): string => `demo-${unit}-${role}-${no}`

/** Who works a step: one person of the role, the same for the same draw; a role that nobody holds falls to the unit itself. */
export function holdersOf(ctx: Context): (unit: string, role: string, draw: number) => string {
  const staff = new Map<string, Map<string, string[]>>()
  for (const { unit, role, count } of placesIn(ctx)) {
    const roles = staff.get(unit) ?? new Map<string, string[]>()
    staff.set(unit, roles)
    roles.set(
      role,
      Array.from({ length: count }, (_, no) => idOf(unit, role, no)),
    )
  }
  return (unit, role, draw) => {
    const ids = staff.get(unit)?.get(role) ?? []
    return ids[draw % ids.length] ?? idOf(unit, 'nobody', 0)
  }
}

/** One official of each kind of work around one ward, so that a visitor can walk a case through all its hands. */
function shownPlaces(ctx: Context): string[] {
  const ward =
    listUnits(ctx).find((unit) => unit.code === '19333') ?? listUnits(ctx).find((unit) => unit.kind === 'commune')
  const commune = ward?.code ?? ''
  const department = listUnits(ctx).find((unit) => unit.agency === 'department/culture')?.code ?? ''
  const province = provinceUnit(ctx).code
  const at = (unit: string, ...roles: string[]) => roles.map((role) => `${unit} ${role}`)
  return [
    ...at(ward ? serviceCentreOf(ctx, commune).code : '', 'receptionist', 'cashier', 'head'),
    ...at(commune, 'civil-status-officer', 'land-officer', 'division-head', 'chair'),
    ...at(department, 'specialist', 'director'),
    ...at(province, 'leader', 'chair', 'system-operator', 'news-editor'),
  ]
}

export type DemoPeople = { officials: NewPerson[]; citizens: NewPerson[]; newcomer: NewPerson; own: OwnPerson[] }

/** The officials of every unit, as many as the pack's staff says, some citizens, and one whose identity nobody has verified yet. */
export function makeDemoPeople(ctx: Context): DemoPeople {
  const random = randomOf(20_250_701)
  const shown = shownPlaces(ctx)
  const officials = placesIn(ctx).flatMap(({ unit, role, count }) =>
    Array.from({ length: count }, (_, no): NewPerson => {
      const place = no === 0 ? shown.indexOf(`${unit} ${role}`) : -1
      return {
        id: idOf(unit, role, no),
        kind: 'official',
        name: fullName(random, random.chance(0.5) ? 'male' : 'female'),
        login: `${role}-${no + 1}.${unit.toLowerCase()}`,
        assurance: 2,
        demo: true,
        ...(place < 0 ? {} : { demoPlace: 10 + place }),
        posts: [{ unit, role, from: '2025-07-01' }],
      }
    }),
  )
  const made = Array.from({ length: 40 }, () => citizenIn(random))
  const citizens = made.map((person, no) => ({
    ...citizenOf(person, `demo-citizen-${no}`),
    assurance: 2,
    ...(no < shownCitizens ? { demoPlace: no + 1 } : {}),
  }))
  const newcomer: NewPerson = { ...citizenOf(citizenIn(random), 'demo-newcomer'), assurance: 1, demoPlace: 4 }
  return {
    officials: [...officials, teamMember(random)],
    citizens,
    newcomer,
    own: made.map((person, no) => ({ account: `demo-citizen-${no}`, person, cases: no < shownCitizens ? 9 : 2 })),
  }
}

/** A neighbour of the community digital team, who helps at a device; no official of the unit's staff. */
const teamMember = (random: Random): NewPerson => ({
  id: idOf('19333', 'digital-team-member', 0),
  kind: 'official',
  name: fullName(random, 'female'),
  login: 'digital-team-member-1.19333',
  assurance: 2,
  demo: true,
  demoPlace: 30,
  posts: [{ unit: '19333', role: 'digital-team-member', from: '2025-07-01' }],
})

const citizenIn = (random: Random): MadePerson =>
  makePerson(random, { commune: '19333', communeName: 'phường Đông Hà' })

function citizenOf(made: MadePerson, id: string): NewPerson {
  return {
    id,
    kind: 'citizen',
    name: made.name,
    phone: `+84${made.phone.slice(1)}`,
    personalId: made.personalId,
    birthOn: made.birthOn,
    sex: made.sex,
    address: `${made.address}, tỉnh Quảng Trị`,
    commune: made.commune,
    demo: true,
  }
}

/** Adds them, all with the demo's password. What the newcomer's card says is not known to the platform yet. */
export async function addDemoPeople(ctx: Context): Promise<{ count: number; own: OwnPerson[] }> {
  const password = await hashPassword(demoPassword)
  const { officials, citizens, newcomer, own } = makeDemoPeople(ctx)
  const { personalId: _, birthOn: _birth, sex: _sex, address: _address, commune: _commune, ...unknown } = newcomer
  const people = [...citizens, unknown, ...officials].map((person) => ({ ...person, password }))
  await addPeople(ctx.db, ctx, people, ctx.clock())
  return { count: people.length, own }
}
