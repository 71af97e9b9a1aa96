import type { Context } from '#core/context'
import { listUnits, placesIn, provinceUnit, serviceCentreOf, type Unit } from '#modules/units'
import { addPeople, type NewPerson } from './accounts.ts'
import { makeName, makePersonalId, makePhone, seeded, type Random } from './made-up.ts'
import { hashPassword } from './passwords.ts'
import { hasDemoPeople } from './store/staff.ts'

/** Opens the demo's accounts by the sign-in form; outside a demo these accounts do not open. */
export const demoPassword = 'Tinh-So-2026'

const seed = 20_261_122
const firstDay = '2025-07-01' // NQ 202/2025/QH15: the province and its communes as they are today

/** Fills every place that the pack's staff.yaml declares, and adds a few citizens; once, when the demo's database is new. */
export async function loadDemoPeople(ctx: Context): Promise<void> {
  if (!ctx.settings.demo || (await hasDemoPeople(ctx.db))) return
  const password = await hashPassword(demoPassword)
  const everybody = [...demoStaff(ctx, seeded(seed)), ...demoCitizens(seeded(seed + 1))]
  await ctx.db.transaction().execute((db) =>
    addPeople(
      db,
      ctx,
      everybody.map((person) => ({ ...person, password, demo: true })),
      ctx.clock(),
    ),
  )
}

export function demoStaff(ctx: Context, random: Random): NewPerson[] {
  const shown = shownPlaces(ctx)
  const people: NewPerson[] = []
  for (const place of placesIn(ctx))
    for (let number = 1; number <= place.count; number += 1) {
      const sex = random() < 0.52 ? 'female' : 'male'
      const offered = number === 1 ? shown.indexOf(`${place.unit} ${place.role}`) : -1
      people.push({
        id: `${place.unit}-${place.role}-${number}`,
        kind: 'official',
        name: makeName(random, sex),
        sex,
        login: `nv${String(people.length + 1).padStart(5, '0')}`,
        assurance: 2,
        posts: [{ unit: place.unit, role: place.role, from: firstDay }],
        ...(offered < 0 ? {} : { demoPlace: 10 + offered }),
      })
    }
  return people
}

/** One official of each kind of work, around one ward, so that a visitor can walk a case through all its hands. */
function shownPlaces(ctx: Context): string[] {
  const units = listUnits(ctx)
  const province = provinceUnit(ctx).code
  const commune = units.find((unit) => unit.type === 'ward') ?? units.find((unit) => unit.kind === 'commune')
  const department = units.find((unit) => unit.kind === 'department')
  const at = (unit: Unit | undefined, ...roles: string[]) => roles.map((role) => `${unit?.code ?? ''} ${role}`)
  return [
    ...at(commune && serviceCentreOf(ctx, commune.code), 'receptionist'),
    ...at(commune, 'civil-status-officer', 'land-officer', 'officer', 'division-head', 'chair'),
    ...at(department, 'specialist', 'director'),
    `${province} leader`,
    `${province} system-operator`,
  ]
}

const citizenCount = 5

function demoCitizens(random: Random): NewPerson[] {
  return Array.from({ length: citizenCount }, (_, index) => {
    const sex = index % 2 === 0 ? 'female' : 'male'
    const birthYear = 1960 + Math.floor(random() * 45)
    return {
      id: `citizen-${index + 1}`,
      kind: 'citizen' as const,
      name: makeName(random, sex),
      sex,
      phone: makePhone(random),
      email: `cong-dan-${index + 1}@demo.example`,
      personalId: makePersonalId(random, sex, birthYear),
      birthOn: `${birthYear}-${String(1 + Math.floor(random() * 12)).padStart(2, '0')}-${String(1 + Math.floor(random() * 28)).padStart(2, '0')}`,
      assurance: 2,
      demoPlace: index + 1,
    }
  })
}
