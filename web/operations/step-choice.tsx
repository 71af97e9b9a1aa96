import { useQuery } from '@tanstack/react-query'
import { ask } from '../api.ts'
import { say, useLocale } from '../messages/use-messages.ts'
import { useWords } from './words.ts'

type StepChoiceProps = { procedure: string; value: string; onChange: (step: string) => void }

/** Narrows the cases to those that went through one step of the procedure; an imported log's procedure has none. */
export function StepChoice({ procedure, value, onChange }: StepChoiceProps) {
  const words = useWords()
  const locale = useLocale()
  const { data } = useQuery({ ...ask('procedures.get', { code: procedure }), retry: false })
  const steps = data?.steps.slice(1, -1) ?? []
  if (steps.length === 0) return null
  return (
    <label>
      {words.unitPage.step}:{' '}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{words.unitPage.anyStep}</option>
        {steps.map((step) => (
          <option key={step.id} value={step.id}>
            {say(step.name, locale)}
          </option>
        ))}
      </select>
    </label>
  )
}
