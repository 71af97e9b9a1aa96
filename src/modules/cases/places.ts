import type { Context } from '#core/context'
import type { Text } from '#core/i18n'
import { findUnit, rolesIn } from '#modules/units'
import { procedureKind, type Procedure } from '#modules/procedures'
import type { Definition } from '#core/definitions'
import { states, type State } from './lifecycle.ts'

/** Names for codes, from memory. */

export const unitRef = (ctx: Context, code: string): { code: string; name: Text } => ({
  code,
  name: findUnit(ctx, code)?.name ?? { vi: code },
})

export const roleName = (ctx: Context, role: string): Text =>
  rolesIn(ctx).find((one) => one.id === role)?.name ?? { vi: role }

export const procedureRef = ({ id, body }: Definition<Procedure>) => ({ id, code: body.code, name: body.name })

export const stateView = (name: State) => ({ name, text: states[name].name, national: states[name].national })

/** The version of the procedure that a case keeps. */
export const procedureOf = (ctx: Context, digest: string): Definition<Procedure> =>
  ctx.definitions.byDigest(procedureKind, digest)

export const stepName = (procedure: Procedure, id: string): Text =>
  procedure.steps.find((step) => step.id === id)?.name ?? { vi: id }
