import { z } from 'zod'
import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import { dayOf } from '#core/days'
import { readValue, type Field, type Form, type Paper } from '#core/forms'
import { query } from '#core/operation'
import type { HeldPaper, Sourced } from '#core/sources'
import { findUnit } from '#modules/units'
import { actingUnder, notByThisMandate } from '#modules/people'
import { procedureKind } from './kind.ts'
import { paperKindOf } from './paper-source.ts'
import { TextView } from './views.ts'

const Provenance = z.object({
  /** what the definition names: it is contested by this name */
  from: z.string().optional(),
  name: TextView,
  on: z.string().optional(),
  /** the unit that keeps the value and can put it right */
  holder: z.object({ code: z.string(), name: TextView }).optional(),
  contested: z.boolean(),
})

const OwnPaper = z.object({
  id: z.string(),
  name: TextView,
  number: z.string().optional(),
  issuer: z.string().optional(),
  issuedOn: z.string().optional(),
  validUntil: z.string().optional(),
})

type Placed = { path: string; field: Field }
type Known = { value: unknown; provenance: z.input<typeof Provenance> }

/** What is known already is not asked again: each gets the values of their own person only (NĐ 224/2026 Đ15). */
export const prefill = query('procedures.prefill', {
  summary:
    'What the province knows of me for a form, by path: values with their source, and papers that need no upload.',
  input: z.strictObject({
    code: z.string().max(80),
    /** the mandate by which the form is filled in for somebody else */
    mandate: z.uuid().optional(),
  }),
  output: z.object({
    known: z.record(z.string(), z.unknown()),
    sources: z.record(z.string(), Provenance),
    /** by the id of the paper's slot */
    papers: z.record(z.string(), z.array(OwnPaper)),
  }),
  subject: async (db, { mandate }, ctx, actor) =>
    mandate === undefined ? undefined : actingUnder(db, ctx, { actor, id: mandate }, ctx.clock()),
  allow: (actor: Actor, acting, { mandate }) =>
    mandate === undefined ? actor.kind === 'citizen' : acting !== undefined || notByThisMandate(),
  personal: ({ mandate }) => (mandate === undefined ? 'person/own' : `mandate/${mandate}`),
  async run({ input, actor: asking, ctx, now }) {
    const actor = { ...asking, mandate: input.mandate }
    const { id, body } = ctx.definitions.get(procedureKind, input.code)
    const known = await knownValuesOf(ctx, actor, { procedure: id, form: body.form, today: dayOf(now) })
    return {
      known: Object.fromEntries([...known].map(([path, { value }]) => [path, value])),
      sources: Object.fromEntries([...known].map(([path, { provenance }]) => [path, provenance])),
      papers: await ownPapers(ctx, actor, body.papers),
    }
  },
})

type Asked = { procedure: string; form: Form; today: string }

/** One question to each source, whatever the size of the form; a source goes before what a proposal prepared. */
export async function knownValuesOf(
  ctx: Context,
  actor: Actor,
  { procedure, form, today }: Asked,
): Promise<Map<string, Known>> {
  // A repeated section is about other people.
  const placed = form.flatMap((section): Placed[] =>
    section.repeat ? [] : section.fields.map((field) => ({ path: `${section.id}.${field.id}`, field })),
  )
  const paths = [...new Set(placed.flatMap(({ field }) => field.from ?? []))]
  const store = ctx.sources.storeOf(actor)
  const prepared = await store.prepared(ctx, actor, procedure)
  const told = await ctx.sources.ask(ctx, actor, paths)
  const contested = await store.contested(ctx, actor, paths)
  return new Map(
    placed.flatMap(({ path, field }): [string, Known][] => {
      const from = field.from !== undefined && told.has(field.from) ? field.from : undefined
      const found = from === undefined ? prepared.get(path) : told.get(from)
      const value = found && readKnown(field, found, today)
      if (!found || value === undefined) return []
      const provenance = {
        // Only a person themselves says that something known of them is wrong.
        from: actor.mandate === undefined ? from : undefined,
        name: found.source,
        on: found.on,
        holder: holderOf(ctx, found),
        contested: from !== undefined && contested.has(from),
      }
      return [[path, { value, provenance }]]
    }),
  )
}

function holderOf(ctx: Context, { holder }: Sourced) {
  const unit = holder === undefined ? undefined : findUnit(ctx, holder)
  return unit && { code: unit.code, name: unit.name }
}

function readKnown(field: Field, found: Sourced, today: string): unknown {
  const reading = readValue(field, found.value, { today })
  return 'value' in reading && reading.value !== null ? reading.value : undefined
}

async function ownPapers(ctx: Context, actor: Actor, papers: readonly Paper[]) {
  const slots = papers.flatMap((paper) => {
    const kind = paperKindOf(paper.from)
    return kind === undefined ? [] : [{ id: paper.id, kind }]
  })
  if (slots.length === 0) return {}
  const held = await ctx.sources.storeOf(actor).listPapers(
    ctx,
    actor,
    slots.map(({ kind }) => kind),
  )
  return Object.fromEntries(
    slots.map(({ id, kind }) => [id, held.filter((paper) => paper.kind === kind).map(presentPaper)]),
  )
}

const presentPaper = ({ id, name, number, issuer, issuedOn, validUntil }: HeldPaper): z.input<typeof OwnPaper> => ({
  id,
  name,
  number,
  issuer,
  issuedOn,
  validUntil,
})
