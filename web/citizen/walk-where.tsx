import { useState } from 'react'
import { useCommunes } from '../components/form/unit-input.tsx'
import { useMessages } from '../messages/use-messages.ts'
import { Picker } from '../ui/picker.tsx'
import { StepTitle } from './step-title.tsx'
import { Next, type StepProps } from './walk-section.tsx'
import styles from './walk.module.css'

/** For what communes decide: which one. It may be filed from anywhere in the province (NĐ 118/2025/NĐ-CP). */
export function WalkWhere({ draft, onNext, onBack }: StepProps) {
  const { form } = useMessages()
  const communes = useCommunes()
  const [tried, setTried] = useState(false)
  const { written, change } = draft
  const missing = tried && !written.unit
  return (
    <form
      noValidate
      className={styles.walk}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (written.unit) onNext()
      }}
    >
      <StepTitle title={form.where} />
      <p className={styles.hint}>{form.whereLead}</p>
      <Picker
        frame={{ id: 'where', label: form.whereLabel, error: missing ? form.notChosen(form.whereLabel) : undefined }}
        options={communes}
        value={written.unit}
        onChange={(unit) => change({ ...written, unit })}
        nothing={form.noUnit}
        placeholder={form.typeUnit}
      />
      <Next {...(onBack && { onBack })} />
    </form>
  )
}
