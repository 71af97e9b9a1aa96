import type { Context } from '#core/context'
import type { Definition } from '#core/definitions'
import type { Field, Form, Option, Section } from '#core/forms'
import { listKind } from '#core/lists'
import type { z } from 'zod'
import { agencyName, fieldName, findLifeEvent } from './names.ts'
import type { Procedure, Step } from './definition.ts'
import { presentDuration, type ProcedureView } from './views.ts'

/** A procedure as a citizen's page and form use it: names beside the ids, choices filled in. */
export function presentProcedure(ctx: Context, found: Definition<Procedure>): z.input<typeof ProcedureView> {
  const { body } = found
  return {
    ...body,
    id: found.id,
    digest: found.digest,
    validFrom: found.validFrom,
    source: found.source,
    origin: body.source,
    field: { id: body.field, name: fieldName(ctx, body) },
    lifeEvents: body.lifeEvents.flatMap((id) => {
      const event = findLifeEvent(ctx, id)
      return event ? [{ id, name: event.name }] : []
    }),
    agency: agencyName(ctx, body.competent),
    ways: body.ways.map((way) => ({ ...way, within: presentDuration(way.within) })),
    form: presentForm(ctx, body.form),
    steps: body.steps.map((step) => presentStep(ctx, step)),
    limit: presentDuration(body.limit),
    fees: body.fees.map((fee) => ({ ...fee, when: [...fee.when] })),
    result: { ...body.result, validFor: presentDuration(body.result.validFor) },
  }
}

/** A form with the choices of its lists filled in. */
export const presentForm = (ctx: Context, form: Form) => form.map((section) => withOptions(ctx, section))

const presentStep = (ctx: Context, { id, name, text, by, at, within, consult }: Step) => ({
  id,
  name,
  text,
  role: by,
  at,
  within: presentDuration(within),
  consults: consult.map(({ of }) => ({ id: of, name: agencyName(ctx, of) })),
})

const withOptions = (ctx: Context, section: Section) => ({
  ...section,
  fields: section.fields.map((field) => ({
    ...field,
    options: optionsOf(ctx, field),
    accept: field.accept && [...field.accept],
  })),
})

function optionsOf(ctx: Context, field: Field): Option[] | undefined {
  if (field.options) return [...field.options]
  const list = field.list === undefined ? undefined : ctx.definitions.find(listKind, field.list)
  return list?.body.options.map(({ value, label }) => ({ value, label }))
}
