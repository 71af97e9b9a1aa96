import { z } from 'zod'
import { defineKind, type Check } from '#core/definitions'
import { Id, IsoDate, TextWords, named } from '#core/definitions/words'
import { icons } from './icons.ts'

const StepWords = z.strictObject({
  do: TextWords.optional().describe('What to do; the name of the procedure or service where it is left out.'),
  procedure: Id.optional().describe('A procedure: ticked by the platform once its result is there.'),
  service: Id.optional().describe('A service of the board.'),
  paper: Id.optional().describe('A kind of paper: ticked by the platform once the person has it.'),
  note: TextWords.optional().describe('What helps: a limit in days, what to bring.'),
  basis: z.string().optional().describe('The document and article of a limit.'),
})

/** The grammar of `life-events/<id>.yaml`: what to do when something happens in life, in order. */
export const JourneyWords = z.strictObject({
  name: TextWords,
  summary: TextWords,
  icon: z.enum(icons),
  place: z.int().min(1).describe('Its place among the journeys.'),
  event: Id.optional().describe('The life event of life-events.yaml whose further procedures are offered.'),
  checkedOn: IsoDate.optional().describe('The day on which the province last read it through.'),
  steps: named(Id, StepWords),
})

export type Journey = z.output<typeof JourneyWords>
export type JourneyStep = Journey['steps'][number]

export const journeyKind = defineKind<Journey>({
  kind: 'journey',
  folder: 'life-events',
  schema: JourneyWords,
  check: checkJourney,
})

function checkJourney(body: Journey, check: Check): void {
  if (body.event !== undefined) check.refer('life event', body.event, ['event'])
  for (const step of body.steps) {
    const path = ['steps', step.id]
    if (step.procedure !== undefined) check.refer('procedure', step.procedure, [...path, 'procedure'])
    if (step.service !== undefined) check.refer('service', step.service, [...path, 'service'])
    if (step.procedure === undefined && step.service === undefined && step.do === undefined)
      check.error(path, 'says what to do: do:, procedure: or service:')
  }
}
