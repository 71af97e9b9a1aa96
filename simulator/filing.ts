import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { dayOf } from '../src/core/days.ts'
import { examine } from '../src/core/forms.ts'
import { decidePapers } from '../src/core/forms/decide.ts'
import type { Form, Paper } from '../src/core/forms/model.ts'
import { makeAnswers } from './answers.ts'
import type { Client } from './client.ts'
import { makePerson } from './people.ts'
import type { Random } from './random.ts'
import { sampleFor, type SamplePaper } from './sample-papers.ts'

// What the interface answers, as far as the player looks at it.
const ProcedureAnswer = z.object({
  channels: z.array(z.string()),
  form: z.custom<Form>((value) => Array.isArray(value)),
  papers: z.custom<readonly Paper[]>((value) => Array.isArray(value)),
})
const Prefilled = z.object({ known: z.record(z.string(), z.unknown()) })
const Filed = z.object({ code: z.string() })

export type Place = { code: string; name: string; communes: readonly string[] }

export type Wish = { procedure: string; place: Place; samples: readonly SamplePaper[] }

/**
 * A citizen fills a procedure's form with what a person of the place would answer, and files it with the papers that the
 * answers ask for. @returns the case's code; undefined for a form that cannot be filled, or that is not taken online
 */
export async function fileOnline(citizen: Client, random: Random, wish: Wish): Promise<string | undefined> {
  const { procedure, place, samples } = wish
  const { channels, form, papers } = ProcedureAnswer.parse(await citizen.query('procedures.get', { code: procedure }))
  const person = makePerson(random, { commune: place.code, communeName: place.name })
  const { known } = Prefilled.parse(await citizen.query('procedures.prefill', { code: procedure }))
  const world = {
    known,
    today: dayOf(new Date()),
    optionsOf: () => [],
    units: place.communes,
    commune: place.code,
    communeName: place.name,
  }
  const answers = makeAnswers(random, form, person, world)
  if (!answers || !channels.includes('online')) return undefined
  const filed = []
  for (const { paper, required } of decidePapers(papers, examine(form, answers, world).scope)) {
    const sample = required ? sampleFor(random, samples, paper.accept) : undefined
    if (!sample) continue
    const file = await citizen.upload(`${paper.name.vi.slice(0, 90)}.${sample.extension}`, sample.content)
    filed.push({ id: paper.id, form: 'electronic', files: [file] })
  }
  const input = { procedure, competentUnit: place.code, answers, papers: filed }
  return Filed.parse(await citizen.command('cases.submit', input, randomUUID())).code
}
