import { z } from 'zod'
import { defineKind } from '#core/definitions'
import { Id, TextWords, named } from '#core/definitions/words'
import { UnitKind } from './definition.ts'

const Role = z.strictObject({
  name: TextWords,
  /** The kinds of unit where the role exists. */
  at: z.array(UnitKind).min(1),
  /** Sees the work of the unit and of all units below it. */
  leads: z.boolean().default(false),
  /** Held only by who has signed in with a second factor: every administrator (handbook 6.5). */
  secondFactor: z.boolean().default(false),
  /** May write to everybody who lives in the unit's area: warnings and news, or also an emergency, which comes at every hour. */
  announces: z.enum(['warnings', 'emergency']).optional(),
  /** Gives people back their account at a counter: begins it by their card, or also is the second official who finishes it. */
  recovers: z.enum(['begin', 'finish']).optional(),
  /** Keeps a screen alight in an office: boards and maps and nothing else, by a session that lasts. */
  watches: z.boolean().default(false),
  /** The roles for which it may act while their holder is away. */
  standsInFor: z.array(Id).default([]),
})

const RolesWords = named(Id, Role)

export type Role = z.output<typeof RolesWords>[number]

/** The grammar of `roles.yaml`. */
export const rolesKind = defineKind({
  kind: 'roles',
  file: 'roles.yaml',
  required: true,
  schema: RolesWords,
  declares: (roles) => ({ role: roles.map((role) => role.id) }),
  check(roles, check) {
    for (const role of roles) {
      if (role.watches && (role.leads || role.announces || role.recovers || role.standsInFor.length > 0))
        check.error([role.id, 'watches'], 'a role that watches does nothing else')
      for (const [at, other] of role.standsInFor.entries()) check.refer('role', other, [role.id, 'standsInFor', at])
    }
  },
})
