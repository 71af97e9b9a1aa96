import { decidePapers } from '#core/forms/decide'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { ask, type Output } from '../api.ts'
import { ProblemSummary } from '../components/form/problem-summary.tsx'
import { SectionFields } from '../components/form/section-fields.tsx'
import { useCommunes } from '../components/form/unit-input.tsx'
import { useForm } from '../components/form/use-form.ts'
import type { Draft } from '../components/form/answers.ts'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { todayInProvince } from '../ui/format.ts'
import { Picker } from '../ui/picker.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { fillFrom, nobody, type Person } from './prefill.ts'
import type { Registered } from './reception-done.tsx'
import { paperNeeds, ReceptionPapers, type Brought } from './reception-papers.tsx'
import type { Counter } from './reception-page.tsx'
import { ReceptionPerson } from './reception-person.tsx'
import { ReceptionSummary, type Payment } from './reception-summary.tsx'
import { useRegister } from './use-register.ts'
import { useWork } from './use-work.ts'
import styles from './reception.module.css'

export type ProcedureView = Output<'procedures.get'>

type FormProps = {
  procedure: ProcedureView
  counter: Counter
  /** by their personal code, before or while the form is open */
  scanned: Person | undefined
  onDone: (done: Registered) => void
}

/** Everything of one reception on one page, in the order in which a clerk asks for it. */
export function ReceptionForm({ procedure, counter, scanned, onDone }: FormProps) {
  const { reception } = useWork()
  const locale = useLocale()
  const [person, setPerson] = useState<Person>(nobody)
  const [submitter, setSubmitter] = useState<Person>()
  const [draft, setDraft] = useState<Draft>({})
  const [brought, setBrought] = useState<Brought>({})
  const [payment, setPayment] = useState<Payment>({ now: true, receipt: '' })
  const [attempt, setAttempt] = useState(0)
  const [unit, setUnit] = useCompetentUnit(procedure, counter)
  const [today] = useState(() => todayInProvince(new Date()))
  const form = useForm({ form: procedure.form, draft, setDraft, today, channel: counter.channel })
  const papers = decidePapers(procedure.papers, form.examination.scope)
  const register = useRegister({ procedure, counter, unit, person, submitter, brought, payment, papers, onDone })
  const tried = attempt > 0
  const missing = [
    ...(person.name.trim() === '' ? [reception.nameMissing] : []),
    ...(person.personalId !== '' && !/^\d{12}$/.test(person.personalId) ? [reception.personalIdWrong] : []),
    ...(procedure.competent === 'commune' && !unit ? [reception.whereMissing] : []),
    ...paperNeeds(papers, brought).map((paper) => reception.paperMissing(say(paper.name, locale))),
  ]
  const problems = form.examination.problems
  const go = (accept: boolean) => {
    setAttempt(attempt + 1)
    for (const section of procedure.form) form.attempt(section.id)
    if (problems.length === 0 && missing.length === 0) register.go(form.examination.answers, accept)
  }
  useKeys({ 'ctrl+Enter': () => go(true) })
  useWarnOfLeaving(person !== nobody && !register.done)
  const put = (next: Person) => {
    setDraft(fillFrom(procedure.form, draft, next, person))
    setPerson(next)
  }
  useArrival(scanned, put)
  return (
    <div className={styles.columns}>
      <div className={styles.stack}>
        {tried && <ProblemSummary problems={problems} wordsFor={form.wordsFor} attempt={attempt} />}
        <Part title={reception.person}>
          <ReceptionPerson
            person={person}
            submitter={submitter}
            procedure={procedure.code}
            tried={tried}
            onPerson={put}
            onSubmitter={setSubmitter}
          />
        </Part>
        {procedure.competent === 'commune' && (
          <Part title={reception.where}>
            <Where value={unit} onChange={setUnit} wrong={tried && !unit} />
          </Part>
        )}
        {procedure.form
          .filter((section) => form.isShown(section.id))
          .map((section) => (
            <Part key={section.id} title={say(section.title, locale)}>
              {section.hint && <p className={styles.quiet}>{say(section.hint, locale)}</p>}
              <div className={styles.fields}>
                <SectionFields section={section} form={form} />
              </div>
            </Part>
          ))}
        {papers.length > 0 && (
          <Part title={reception.papers}>
            <ReceptionPapers papers={papers} brought={brought} tried={tried} onChange={setBrought} />
          </Part>
        )}
      </div>
      <ReceptionSummary
        procedure={procedure}
        counter={counter}
        unit={unit}
        examination={form.examination}
        missing={missing}
        left={missing.length + problems.length}
        tried={tried}
        payment={payment}
        onPayment={setPayment}
        register={register}
        onGo={go}
      />
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function Where({
  value,
  onChange,
  wrong,
}: {
  value: string | undefined
  onChange: (unit: string | undefined) => void
  wrong: boolean
}) {
  const { reception } = useWork()
  const { form } = useMessages()
  const communes = useCommunes()
  return (
    <Picker
      frame={{ id: 'where', label: reception.where, error: wrong ? reception.whereMissing : undefined }}
      options={communes}
      value={value}
      onChange={onChange}
      nothing={form.noUnit}
      placeholder={form.typeUnit}
    />
  )
}

/** Whose code was read goes into the form once; what the clerk changes after that stays. */
function useArrival(scanned: Person | undefined, put: (person: Person) => void): void {
  const [taken, setTaken] = useState<Person>()
  if (scanned === taken) return
  setTaken(scanned)
  if (scanned) put(scanned)
}

/** A counter of a commune usually receives for its own commune; any other may be chosen (NĐ 118/2025/NĐ-CP). */
function useCompetentUnit(procedure: ProcedureView, counter: Counter) {
  const units = useQuery({ ...ask('units.list', {}), staleTime: 60 * 60_000 })
  const [chosen, setChosen] = useState<{ unit: string | undefined }>()
  const items = units.data?.items ?? []
  const parent = items.find((unit) => unit.code === counter.unit)?.parent
  const own = items.find((unit) => unit.code === parent && unit.kind === 'commune')?.code
  const unit = procedure.competent === 'commune' ? (chosen ? chosen.unit : own) : undefined
  return [unit, (next: string | undefined) => setChosen({ unit: next })] as const
}

function useWarnOfLeaving(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [dirty])
}
