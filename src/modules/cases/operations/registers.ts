import { z } from 'zod'
import { addDays, startOfDay } from '#core/days'
import { invalid } from '#core/errors'
import { command } from '#core/operation'
import { issue } from '#modules/documents'
import { unitOf } from '#modules/units'
import { Channel } from '../events.ts'
import { RegisterOfInput } from '../inputs.ts'
import { issuerOf } from '../issuer.ts'
import { procedureOf, unitRef } from '../places.ts'
import * as policy from '../policy.ts'
import { listRegister } from '../store/lists.ts'

const mostDays = 92
const mostRows = 5_000

export const issueRegister = command('cases.issue-register', {
  summary: 'Print the register of a reception for a span of days (form 07).',
  input: RegisterOfInput,
  output: z.object({ code: z.string(), url: z.string(), cases: z.int() }),
  allow: (actor, _, input) => policy.worksAt(actor, input.unit),
  async run({ input, db, ctx, now }) {
    const { unit, from, to } = input
    if (to < from || to > addDays(from, mostDays))
      throw invalid('register-span', {
        vi: 'Sổ theo dõi in tối đa ba tháng một lần.',
        en: 'A register spans three months at most.',
      })
    const rows = await listRegister(db, unit, {
      from: startOfDay(from),
      to: startOfDay(addDays(to, 1)),
      limit: mostRows,
    })
    const issued = await issue(db, ctx, {
      kind: 'register',
      record: `register/${unit}`,
      unit,
      issuer: issuerOf(ctx, unit),
      holder: unitOf(ctx, unit).name.vi,
      issuedAt: now,
      fields: {
        from,
        to,
        rows: rows.map((row) => ({
          caseCode: row.code,
          procedure: procedureOf(ctx, row.definition).body.name.vi,
          applicant: row.applicant_name,
          lead: unitRef(ctx, row.unit).name.vi,
          receivedAt: (row.accepted_at ?? row.submitted_at).toISOString(),
          dueAt: row.due_at?.toISOString(),
          returnedAt: row.ended_at?.toISOString(),
          channel: Channel.parse(row.channel),
        })),
      },
    })
    return { code: issued.code, url: `/documents/${issued.code}.pdf`, cases: rows.length }
  },
})
