import { z } from 'zod'
import { defineKind } from './definitions.ts'
import { Id, TextWords, named } from './definitions/words.ts'

/** What a role is trusted with, wherever it is held. Steps name roles; views and policies ask for duties. */
export const duties = ['receive', 'process', 'approve', 'lead', 'oversee', 'administer'] as const
export type Duty = (typeof duties)[number]

const RoleWords = z.strictObject({
  name: TextWords,
  /** Kinds of unit that have the role. */
  at: z
    .array(z.enum(['commune', 'department', 'province', 'centre']))
    .min(1)
    .default(['commune', 'department', 'province']),
  duties: z.array(z.enum(duties)).default(['process']),
})

/** The grammar of `roles.yaml`: roles are held by people at units; a position is one seat, named once. */
export const RolesWords = z.strictObject({
  roles: named(Id, RoleWords),
  positions: named(Id, z.strictObject({ name: TextWords, role: Id, unit: z.string() })).default([]),
})

export type Roles = z.output<typeof RolesWords>
export type Role = Roles['roles'][number]

export const rolesKind = defineKind<Roles>({
  kind: 'roles',
  file: 'roles.yaml',
  required: true,
  schema: RolesWords,
  declares: ({ roles, positions }) => ({ role: roles.map(({ id }) => id), position: positions.map(({ id }) => id) }),
  check({ positions }, check) {
    for (const { id, role } of positions) check.refer('role', role, ['positions', id, 'role'])
  },
})
