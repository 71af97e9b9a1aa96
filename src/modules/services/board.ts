import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import type { Definition } from '#core/definitions'
import { say } from '#core/i18n'
import { indexOf, procedureKind, shelfOf, synonymsOf, type SearchIndex } from '#modules/procedures'
import { serviceKind, type Service } from './definition.ts'
import { journeyKind } from './journey.ts'
import type { JourneyItem, Tile } from './views.ts'

/** Tiles and their search: all from memory. */

export const listServices = (ctx: Context): Definition<Service>[] => ctx.definitions.list(serviceKind)

export function tileOf(ctx: Context, { locale }: Actor, { id, body }: Definition<Service>): Tile {
  return {
    id,
    kind: body.kind,
    group: body.group,
    name: say(body.name, locale),
    summary: say(body.summary, locale),
    icon: body.icon,
    level: body.level,
    ...whereTo(ctx, id, body),
  }
}

/** The page where it is done, or the site outside. */
function whereTo(ctx: Context, id: string, body: Service): { path: string } | { site: string } {
  if (body.kind === 'link') return body.to.startsWith('/') ? { path: body.to } : { site: body.to }
  if (body.kind === 'procedure')
    return { path: `/thu-tuc/${ctx.definitions.get(procedureKind, body.procedure).body.code}` }
  if (body.kind === 'report') return { path: `/phan-anh/gui?category=${body.category}` }
  return { path: `/dich-vu/${id}` }
}

/** Tiles by their ids, in the order given; one that the pack no longer has is left out. */
export function tilesOf(ctx: Context, actor: Actor, ids: readonly string[]): Tile[] {
  const byId = new Map(listServices(ctx).map((service) => [service.id, service]))
  return ids.flatMap((id) => {
    const found = byId.get(id)
    return found ? [tileOf(ctx, actor, found)] : []
  })
}

export const listJourneys = (ctx: Context, { locale }: Actor): JourneyItem[] =>
  ctx.definitions
    .list(journeyKind)
    .toSorted((a, b) => a.body.place - b.body.place)
    .map(({ id, body }) => ({
      id,
      name: say(body.name, locale),
      summary: say(body.summary, locale),
      icon: body.icon,
      steps: body.steps.length,
    }))

const indices = new WeakMap<Context, { revision: number; index: SearchIndex }>()

function indexFor(ctx: Context): SearchIndex {
  const revision = ctx.definitions.revision(serviceKind)
  const known = indices.get(ctx)
  if (known?.revision === revision) return known.index
  const entries = listServices(ctx).map(({ id, body }) => ({
    code: id,
    texts: [body.name.vi, ...(body.name.en ? [body.name.en] : []), ...body.keywords],
    weight: 1,
  }))
  const index = indexOf(entries, synonymsOf(ctx))
  indices.set(ctx, { revision, index })
  return index
}

/** Services and procedures for the same words; a procedure that stands on the board is shown as its tile alone. */
export function searchAll(ctx: Context, actor: Actor, words: string, limit: number) {
  const found = indexFor(ctx).search(words).slice(0, limit)
  const services = tilesOf(
    ctx,
    actor,
    found.map(({ code }) => code),
  )
  const shown = new Set(services.flatMap((tile) => ('path' in tile ? [tile.path] : [])))
  const { byCode, index } = shelfOf(ctx)
  const procedures = index
    .search(words)
    .flatMap(({ code }) => byCode.get(code) ?? [])
    .filter(({ code }) => !shown.has(`/thu-tuc/${code}`))
  return { services, procedures: procedures.slice(0, limit), total: procedures.length + services.length }
}
