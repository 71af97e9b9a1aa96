import { z } from 'zod'
import { say } from '#core/i18n'
import { query } from '#core/operation'
import { listServices } from '../board.ts'
import * as policy from '../policy.ts'
import { countUnread } from '../store/answers.ts'

export const getDesk = query('services.get-desk', {
  summary: 'What I read and publish: the forms whose answers come to me, and whether I publish news.',
  input: z.strictObject({}),
  output: z.object({
    forms: z.array(z.object({ service: z.string(), name: z.string(), waiting: z.int() })),
    mayPublish: z.boolean(),
  }),
  allow: policy.isOfficial,
  async run({ actor, db, ctx }) {
    const forms = listServices(ctx).flatMap(({ id, body }) => {
      const units = body.kind === 'form' ? policy.unitsOfReader(actor, body.reader) : []
      return units.length > 0 ? [{ service: id, name: say(body.name, actor.locale), units }] : []
    })
    const counts = await countUnread(db, [...new Set(forms.flatMap(({ units }) => units))])
    const waitingIn = (service: string, units: readonly string[]) =>
      counts
        .filter((count) => count.service === service && units.includes(count.unit))
        .reduce((sum, { waiting }) => sum + waiting, 0)
    return {
      forms: forms.map(({ service, name, units }) => ({ service, name, waiting: waitingIn(service, units) })),
      mayPublish: policy.mayPublish(actor),
    }
  },
})
