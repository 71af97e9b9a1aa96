import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Actor } from '#core/actor'
import { call } from '#core/call'
import type { Context } from '#core/context'
import type { Operation } from '#core/operation'
import { people } from '#modules/people'
import { serviceCentreOf } from '#modules/units'
import { citizenOf } from './live-birth.ts'
import type { OwnPerson } from './own-cases.ts'
import { makePerson } from './people.ts'
import { randomOf } from './random.ts'
import { holdersOf } from './staff.ts'

/** Who acts for whom in a demo: by the same operations as people use, told to nobody. */

const commune = '19333'
const Made = z.object({ id: z.uuid() })

function operationOf(name: string): Operation {
  const found = people.operations?.find((operation) => operation.name === name)
  if (!found) throw new Error(`no operation ${name}`)
  return found
}

const does = async (ctx: Context, name: string, input: object, actor: Actor): Promise<string> =>
  Made.parse(await call(ctx, operationOf(name), input, actor, { origin: 'demo', request: randomUUID() })).id

/**
 * A mother among the demo's first people acts for a child without an account and for an enterprise, both recorded at a counter; a neighbour has
 * authorised them too, and another waits for their answer.
 */
export async function giveMandates(ctx: Context, own: readonly OwnPerson[]): Promise<void> {
  const shown = own.slice(0, 3)
  const parent = shown.find(({ person }) => person.sex === 'female')
  const [neighbour, asking] = shown.filter((one) => one !== parent)
  if (!parent || !neighbour || !asking) return
  const centre = serviceCentreOf(ctx, commune).code
  const clerk: Actor = {
    kind: 'official',
    id: holdersOf(ctx)(centre, 'receptionist', 0),
    name: '',
    posts: [{ unit: centre, role: 'receptionist' }],
    locale: 'vi',
  }
  const child = makePerson(randomOf(7), { commune, communeName: 'phường Đông Hà' }, { from: 6, to: 6 })
  const representative = parent.person.personalId
  const seen = { reason: 'Đã xem bản chính, ảnh trên thẻ khớp người' }
  await does(
    ctx,
    'people.record-mandate',
    {
      ...seen,
      kind: 'parent',
      representative,
      represented: {
        name: child.name,
        personalId: child.personalId,
        birthOn: child.birthOn,
        sex: child.sex,
        address: `${parent.person.address}, tỉnh Quảng Trị`,
      },
      paper: 'Giấy khai sinh số 112/2020, Ủy ban nhân dân phường Đông Hà',
    },
    clerk,
  )
  await does(
    ctx,
    'people.record-mandate',
    {
      ...seen,
      kind: 'enterprise-representative',
      representative,
      represented: {
        organisation: 'Công ty TNHH Nông sản Hiếu Giang (minh họa)',
        taxCode: '3200000108',
        address: 'Phường Đông Hà, tỉnh Quảng Trị',
      },
      paper: 'Giấy chứng nhận đăng ký doanh nghiệp lần 2',
    },
    clerk,
  )
  const offer = { kind: 'authorised-person', side: 'given', address: representative }
  const id = await does(ctx, 'people.propose-mandate', offer, citizenOf(neighbour.account, neighbour.person.name))
  await does(ctx, 'people.accept-mandate', { id }, citizenOf(parent.account, parent.person.name))
  const asked = { kind: 'household-member', side: 'held', address: representative }
  await does(ctx, 'people.propose-mandate', asked, citizenOf(asking.account, asking.person.name))
}
