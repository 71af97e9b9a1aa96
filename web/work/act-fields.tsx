import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { Choice, DateInput, NumberInput, Radios, TextInput, Tick } from '../ui/inputs.tsx'
import { PaperFields, PersonField, QuestionFields, SupplementItems } from './act-lists.tsx'
import type { ActName, CaseView, Values } from './acts.ts'
import { currentStep, nextStep, openQuestion } from './possible-acts.ts'
import { useOfficial } from './session.ts'
import { useWork } from './use-work.ts'

export type FieldsProps = {
  act: ActName
  found: CaseView
  values: Values
  onChange: (change: Partial<Values>) => void
}

/** What each act asks for. */
export function ActFields(props: FieldsProps) {
  switch (props.act) {
    case 'refuse-intake':
    case 'refuse':
    case 'stop':
    case 'propose-refusal':
      return (
        <>
          <Reason {...props} />
          <Basis {...props} />
        </>
      )
    case 'ask-supplement':
      return (
        <>
          <SupplementItems {...props} />
          <Reason {...props} />
        </>
      )
    case 'accept':
      return <Digitised {...props} />
    case 'complete-step':
      return (
        <>
          <Note {...props} />
          <NextPerson {...props} />
        </>
      )
    case 'approve':
    case 'claim':
    case 'recall':
      return <Note {...props} />
    case 'return':
      return (
        <>
          <How {...props} />
          <Note {...props} />
        </>
      )
    case 'supplement':
      return (
        <>
          <PaperFields {...props} />
          <Note {...props} />
        </>
      )
    case 'consult':
      return <QuestionFields {...props} />
    case 'answer-consultation':
      return <Opinion {...props} />
    case 'send-back':
      return (
        <>
          <BackTo {...props} />
          <Reason {...props} inside />
        </>
      )
    case 'assign':
    case 'hand-over':
      return <PersonField {...props} step={currentStep(props.found)} />
    case 'apologise':
      return (
        <>
          <NewDay {...props} />
          <Reason {...props} />
        </>
      )
    case 'ask-payment':
      return (
        <>
          <Amount {...props} />
          <Reason {...props} />
        </>
      )
    case 'pay':
      return <Receipt {...props} />
    case 'withdraw':
    case 'add-note':
      return <Note {...props} />
  }
}

function Reason({ values, onChange, inside }: FieldsProps & { inside?: boolean }) {
  const { words } = useWork()
  const frame = inside
    ? { id: 'act-reason', label: words.inReason }
    : { id: 'act-reason', label: words.reason, hint: words.reasonHint }
  return (
    <TextInput frame={frame} value={values.text} onChange={(text) => onChange({ text })} lines={3} maxLength={2000} />
  )
}

function Basis({ values, onChange }: FieldsProps) {
  const { words } = useWork()
  const { optional } = useMessages()
  return (
    <TextInput
      frame={{ id: 'act-basis', label: words.basis, optional }}
      value={values.basis}
      onChange={(basis) => onChange({ basis })}
      maxLength={500}
    />
  )
}

function Note({ values, onChange }: FieldsProps) {
  const { words } = useWork()
  const { optional } = useMessages()
  return (
    <TextInput
      frame={{ id: 'act-note', label: words.note, optional }}
      value={values.text}
      onChange={(text) => onChange({ text })}
      lines={2}
      maxLength={2000}
    />
  )
}

function Digitised({ values, onChange }: FieldsProps) {
  const { words } = useWork()
  return (
    <Tick
      frame={{ id: 'act-digitised', label: words.digitised }}
      value={values.digitised}
      onChange={(digitised) => onChange({ digitised })}
    />
  )
}

function NextPerson(props: FieldsProps) {
  const { words } = useWork()
  const next = nextStep(props.found)
  return next ? <PersonField {...props} step={next} label={words.nextPerson} free /> : null
}

function How({ values, onChange }: FieldsProps) {
  const { words } = useWork()
  const options = (['counter', 'online', 'post'] as const).map((value) => ({ value, label: words.hows[value] }))
  return (
    <Radios
      frame={{ id: 'act-how', label: words.how }}
      options={options}
      value={values.how}
      onChange={(value) => onChange({ how: options.find((one) => one.value === value)?.value ?? 'counter' })}
    />
  )
}

function Opinion({ found, values, onChange }: FieldsProps) {
  const { words, page } = useWork()
  const { posts } = useOfficial()
  const question = openQuestion(found, posts)
  const options = [
    { value: 'yes', label: page.agrees },
    { value: 'no', label: page.disagrees },
  ]
  return (
    <>
      {question && <blockquote>{question.question}</blockquote>}
      <TextInput
        frame={{ id: 'act-answer', label: words.answer }}
        value={values.text}
        onChange={(text) => onChange({ text })}
        lines={4}
        maxLength={5000}
      />
      <Radios
        frame={{ id: 'act-agrees', label: words.agree }}
        options={options}
        value={values.agrees === undefined ? undefined : values.agrees ? 'yes' : 'no'}
        onChange={(value) => onChange({ agrees: value === 'yes' })}
      />
    </>
  )
}

function BackTo({ found, values, onChange }: FieldsProps) {
  const { words } = useWork()
  const locale = useLocale()
  const at = found.steps.findIndex((step) => step.status === 'current')
  const earlier = found.steps.slice(1, Math.max(1, at))
  if (earlier.length < 2) return null
  return (
    <Choice
      list
      frame={{ id: 'act-step', label: words.backTo }}
      options={earlier.map((step) => ({ value: step.id, label: say(step.name, locale) }))}
      value={values.step || undefined}
      onChange={(step) => onChange({ step: step ?? '' })}
      choose={words.chooseStep}
    />
  )
}

function NewDay({ values, onChange }: FieldsProps) {
  const { words } = useWork()
  return (
    <DateInput
      frame={{ id: 'act-day', label: words.newDueOn }}
      value={values.day}
      onChange={(day) => onChange({ day: day ?? '' })}
    />
  )
}

function Amount({ values, onChange }: FieldsProps) {
  const { words } = useWork()
  return (
    <NumberInput
      frame={{ id: 'act-amount', label: words.amount }}
      value={values.amount}
      onChange={(amount) => onChange({ amount: typeof amount === 'number' ? amount : undefined })}
      measure="₫"
    />
  )
}

function Receipt({ values, onChange }: FieldsProps) {
  const { words } = useWork()
  return (
    <TextInput
      frame={{ id: 'act-receipt', label: words.receipt }}
      value={values.receipt}
      onChange={(receipt) => onChange({ receipt })}
      maxLength={40}
      width="short"
    />
  )
}
