import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { system, type Actor } from '#core/actor'
import { call } from '#core/call'
import type { Context } from '#core/context'
import { addDays, dayOf } from '#core/days'
import type { Operation } from '#core/operation'
import { cases } from '#modules/cases'
import { procedures } from '#modules/procedures'
import { profiles } from '#modules/profiles'
import { finishUpload, addUpload } from '../src/core/uploads/store.ts'
import { holdersOf } from './staff.ts'
import { makeSamplePapers, sampleFor } from './sample-papers.ts'
import { randomOf } from './random.ts'

/** A birth that one of the demo's people registers live while the demo is filled: it gives rise to proposals. */

const operations = [cases, procedures, profiles].flatMap((module) => module.operations ?? [])

function operationOf(name: string): Operation {
  const found = operations.find((operation) => operation.name === name)
  if (!found) throw new Error(`no operation ${name}`)
  return found
}

const Filed = z.object({ code: z.string() })
const Prefilled = z.object({ known: z.record(z.string(), z.unknown()) })
const Seen = z.object({
  state: z.object({ name: z.string() }),
  steps: z.array(
    z.object({
      unit: z.object({ code: z.string() }),
      role: z.string(),
      status: z.string(),
      assignee: z.object({ id: z.string() }).optional(),
    }),
  ),
})

export const citizenOf = (account: string, name: string): Actor => ({
  kind: 'citizen',
  id: account,
  name,
  posts: [],
  locale: 'vi',
  person: account,
  assurance: 2,
})

const commune = '19333'

export async function registerBirth(ctx: Context, parent: Actor): Promise<string> {
  const { known } = Prefilled.parse(
    await call(ctx, operationOf('procedures.prefill'), { code: 'birth-registration' }, parent),
  )
  const declarant = Object.fromEntries(
    Object.entries(known).flatMap(([path, value]) =>
      path.startsWith('declarant.') ? [[path.slice('declarant.'.length), value]] : [],
    ),
  )
  const surname = parent.name.split(' ')[0] ?? ''
  const answers = {
    declarant: { ...declarant, relationship: 'father' },
    child: {
      fullName: `${surname} Minh An`,
      birthDate: addDays(dayOf(ctx.clock()), -12),
      sex: 'female',
      ethnicity: 'kinh',
      nationality: 'vn',
      birthPlace: { line: 'Bệnh viện Đa khoa tỉnh Quảng Trị', commune },
      homeTown: { line: 'Khu phố 3', commune },
    },
    mother: { fullName: 'Trần Thị Diệu Linh', birthDate: '1996-04-18' },
  }
  const papers = [{ id: 'birth-notice', files: [await upload(ctx, parent)] }]
  const filed = await call(
    ctx,
    operationOf('cases.submit'),
    { procedure: 'birth-registration', competentUnit: commune, answers, papers },
    parent,
  )
  const { code } = Filed.parse(filed)
  await handle(ctx, code)
  return code
}

/** Each official whose turn it is does the next thing, until the result has been handed over. */
async function handle(ctx: Context, code: string): Promise<void> {
  const holder = holdersOf(ctx)
  for (;;) {
    const { state, steps } = Seen.parse(await call(ctx, operationOf('cases.get'), { code }, system))
    const at = steps.findIndex(({ status }) => status === 'current')
    const step = steps[at]
    if (!step) return
    const { unit, role, assignee } = step
    const official: Actor = {
      kind: 'official',
      id: assignee?.id ?? holder(unit.code, role, 0),
      name: '',
      posts: [{ unit: unit.code, role }],
      locale: 'vi',
    }
    const name =
      at === 0 ? 'accept' : state.name === 'resolved' ? 'return' : role === 'chair' ? 'approve' : 'complete-step'
    await call(ctx, operationOf(`cases.${name}`), { code }, official)
  }
}

async function upload(ctx: Context, actor: Actor): Promise<string> {
  const sample = sampleFor(randomOf(7), await makeSamplePapers(randomOf(1)), ['pdf', 'jpg', 'png'])
  if (!sample) throw new Error('no sample of a paper')
  const { digest, sizeBytes } = await ctx.files.put(sample.content)
  const id = randomUUID()
  await addUpload(ctx.db, { id, owner: actor.id, name: 'giay-chung-sinh', sizeBytes, now: ctx.clock() })
  await finishUpload(ctx.db, id, digest, sample.mediaType ?? 'image/png')
  return id
}

const Papers = z.object({ items: z.array(z.object({ id: z.string(), state: z.string() })) })
const Shared = z.object({ token: z.string() })

/** A paper shown to a school, and looked at twice: by somebody with the code, and by an official who was signed in. */
export async function shareOne(ctx: Context, person: Actor): Promise<void> {
  const { items } = Papers.parse(await call(ctx, operationOf('profiles.list-papers'), {}, person))
  const paper = items.find(({ state }) => state === 'valid')
  if (!paper) return
  const asked = {
    paper: paper.id,
    shows: 'content',
    whom: 'Trường Mầm non Hoa Sen',
    purpose: 'Nhập học cho con',
    minutes: 10_080,
  }
  const options = { origin: 'demo' as const }
  const { token } = Shared.parse(await call(ctx, operationOf('profiles.share-paper'), asked, person, options))
  const reader: Actor = { ...system, kind: 'anonymous', id: 'anonymous', name: '' }
  await call(ctx, operationOf('profiles.open-share'), { token }, reader, options)
}
