import { createHash, randomBytes } from 'node:crypto'
import type { Config } from '../src/config.ts'
import type { Context, IdentityProvider } from '../src/core/context.ts'
import { makeDemoPeople } from './staff.ts'
import { playVneid, type VneidPerson } from './vneid.ts'

/** The VNeID that a demo plays beside itself. */
export type DemoVneid = {
  provider: IdentityProvider
  /** The platform's own made-up people are VNeID's people. */
  meet(ctx: Context): void
  stop(): Promise<void>
}

const clientId = 'tinhso'

/** Only where the browser stands on the same machine: elsewhere nobody could reach it. */
export async function openDemoVneid(config: Config): Promise<DemoVneid | undefined> {
  if (new URL(config.publicUrl).hostname !== 'localhost') return undefined
  const secret = randomBytes(24).toString('hex')
  let people: readonly VneidPerson[] = []
  const open = (port: number) => playVneid({ port, people: () => people, clientId, secret })
  // Near the platform's own port, so that a person who reads the address bar finds their way.
  const played = await open(config.port + 1).catch(() => open(0))
  played.redirectTo(`${config.publicUrl}/vneid/tro-ve`)
  return {
    provider: { issuer: played.issuer, clientId, clientSecret: secret },
    meet: (ctx) => void (people = vneidPeople(ctx)),
    stop: () => played.stop(),
  }
}

const shownPeople = 4

function vneidPeople(ctx: Context): VneidPerson[] {
  const { citizens, newcomer } = makeDemoPeople(ctx)
  return [newcomer, ...citizens.slice(0, shownPeople)].flatMap(({ name, personalId, birthOn, sex, address }) =>
    personalId === undefined
      ? []
      : [
          {
            subject: createHash('sha256').update(`vneid ${personalId}`).digest('hex').slice(0, 24),
            name,
            note: `Số định danh ${personalId.slice(0, 4)}…${personalId.slice(-3)}`,
            claims: {
              TechID: createHash('sha256').update(`tech ${personalId}`).digest('hex').slice(0, 24),
              HoVaTen: name.toLocaleUpperCase('vi'),
              SoDinhDanh: personalId,
              NgaySinh: birthOn,
              GioiTinh: sex === 'male' ? '1' : '2',
              DiaChi: address,
            },
          },
        ],
  )
}
