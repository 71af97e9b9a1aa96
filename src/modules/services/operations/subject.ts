import { z } from 'zod'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import type { Definition } from '#core/definitions'
import { notFound } from '#core/errors'
import { serviceKind, type Service, type ServiceOf } from '../definition.ts'

export const ServiceInput = z.strictObject({ service: z.string().max(80) })

/** @throws notFound */
export const getService = async (_: Db, input: { service: string }, ctx: Context): Promise<Definition<Service>> =>
  ctx.definitions.find(serviceKind, input.service) ?? missing()

function missing(): never {
  throw notFound('service-not-found', { vi: 'Không có dịch vụ này.', en: 'There is no such service.' })
}

/** The service, where it is of this kind. @throws notFound */
export function thatIs<Kind extends Service['kind']>({ body }: Definition<Service>, kind: Kind): ServiceOf<Kind> {
  return isOf(body, kind) ? body : missing()
}

const isOf = <Kind extends Service['kind']>(body: Service, kind: Kind): body is ServiceOf<Kind> => body.kind === kind
