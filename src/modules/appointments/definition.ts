import { z } from 'zod'
import { defineKind, type Check } from '#core/definitions'
import { Id, named, TextWords } from '#core/definitions/words'

const Letter = z.string().regex(/^[A-Z]$/, 'a group is one capital letter: A')
const CounterNo = z.string().regex(/^[1-9]\d?$/, 'a counter is its number, 1 to 99')

const Group = z.strictObject({
  name: TextWords,
  fields: z.array(Id).default([]).describe('Fields of procedures that it serves (fields.yaml).'),
  results: z.boolean().default(false).describe('Hands over results.'),
  rest: z.boolean().default(false).describe('Serves whatever no other group does.'),
  places: z.int().min(0).max(50).default(2).describe('Appointments in one slot; 0: numbers at the hall only.'),
})

/** The grammar of `centres/<id>.yaml`: how a service centre receives people. Its opening hours are those of the calendar. */
export const CentreWords = z.strictObject({
  units: z.array(z.string()).min(1).optional().describe('The centres that it holds for; in `usual`, all the others.'),
  slotMinutes: z.int().min(5).max(120).default(30).describe('Length of a slot of appointments.'),
  daysAhead: z.int().min(1).max(60).default(14).describe('How many days ahead people may book.'),
  bookUntilMinutes: z.int().min(0).max(2880).default(60).describe('Bookings and changes end so long before a slot.'),
  perPerson: z.int().min(1).max(10).default(3).describe('Appointments that one person may have open.'),
  checkIn: z
    .strictObject({ earlyMinutes: z.int().min(0).default(60), lateMinutes: z.int().min(0).default(15) })
    .prefault({})
    .describe('From how long before its start to how long after it an appointment may be checked in.'),
  missed: z
    .strictObject({
      times: z.int().min(1).default(2),
      days: z.int().min(1).default(60),
      pauseDays: z.int().min(1).default(14),
    })
    .prefault({})
    .describe('Whoever missed so many within so many days books no more for a while; numbers at the hall stay open.'),
  kiosk: z
    .strictObject({ perMinute: z.int().min(1).default(12), longestQueue: z.int().min(1).default(80) })
    .prefault({})
    .describe('What the kiosk gives at most: numbers in a minute, and in the queue of one group.'),
  near: z
    .strictObject({ ahead: z.int().min(0).max(20).default(2), minutes: z.int().min(1).max(60).default(10) })
    .prefault({})
    .describe(
      'Whoever holds a number by an account is told once, when so few are before it or so little time is left.',
    ),
  groups: named(Letter, Group),
  counters: z.record(CounterNo, z.array(Letter).min(1)).describe('Each counter with the groups that it serves.'),
})
export type Centre = z.output<typeof CentreWords>
export type Group = Centre['groups'][number]

/** The definition of every centre that no other names. */
export const usual = 'usual'

export const centreKind = defineKind<Centre>({
  kind: 'centre',
  folder: 'centres',
  schema: CentreWords,
  check(body, check) {
    for (const [at, unit] of (body.units ?? []).entries()) check.refer('unit', unit, ['units', at])
    for (const { id, fields } of body.groups)
      for (const [at, field] of fields.entries()) check.refer('field', field, ['groups', id, 'fields', at])
    checkGroups(body, check)
    checkCounters(body, check)
  },
})

function checkGroups({ groups }: Centre, check: Check): void {
  const served = new Map<string, string>()
  for (const { id, fields } of groups)
    for (const [at, field] of fields.entries()) {
      const other = served.get(field)
      if (other !== undefined) check.error(['groups', id, 'fields', at], `${field} is served by group ${other} already`)
      served.set(field, id)
    }
  if (groups.filter(({ rest }) => rest).length !== 1)
    check.error(['groups'], 'exactly one group serves the rest (`rest: true`)')
  if (groups.filter(({ results }) => results).length > 1)
    check.error(['groups'], 'at most one group hands over results (`results: true`)')
}

function checkCounters({ groups, counters }: Centre, check: Check): void {
  const known = new Set(groups.map(({ id }) => id))
  const served = new Set(Object.values(counters).flat())
  for (const [no, letters] of Object.entries(counters))
    for (const [at, letter] of letters.entries())
      if (!known.has(letter)) check.error(['counters', no, at], `no group "${letter}"`)
  for (const letter of known) if (!served.has(letter)) check.error(['groups', letter], 'no counter serves it')
}
