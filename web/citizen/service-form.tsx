import { useMemo, useState } from 'react'
import { useCommand, isOffline, type Output } from '../api.ts'
import { ErrorState } from '../components/error-state.tsx'
import { ProblemSummary } from '../components/form/problem-summary.tsx'
import { SectionFields } from '../components/form/section-fields.tsx'
import { useForm } from '../components/form/use-form.ts'
import { say, useLocale } from '../messages/use-messages.ts'
import { enqueue } from '../outbox.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { todayInProvince } from '../ui/format.ts'
import { useServices } from './use-services.ts'
import walkStyles from './walk.module.css'
import styles from './page.module.css'

type Form = NonNullable<Output<'services.get'>['form']>
type ServiceFormProps = { service: string; form: Form; title: string }

/** One of the province's small forms, on one page; without a connection the device keeps it and sends it later. */
export function ServiceForm({ service, form: sections, title }: ServiceFormProps) {
  const { form: words } = useServices()
  const locale = useLocale()
  const [draft, setDraft] = useState({})
  const [attempt, setAttempt] = useState(0)
  const [kept, setKept] = useState(false)
  const [today] = useState(() => todayInProvince(new Date()))
  const form = useForm({ form: sections, draft, setDraft, today })
  const send = useCommand('services.answer')
  const problems = useMemo(() => (attempt > 0 ? form.examination.problems : []), [attempt, form.examination.problems])
  const input = { service, answers: draft }
  const submit = () => {
    const isWhole = sections.map(({ id }) => form.attempt(id)).every(Boolean)
    if (!isWhole) return setAttempt(attempt + 1)
    send.mutate(input, {
      onError: (error) => {
        if (!isOffline(error)) return
        void enqueue({ operation: 'services.answer', input, title }).then(() => setKept(true))
      },
    })
  }
  if (send.isSuccess || kept)
    return (
      <Notice kind="good" title={kept ? words.kept : words.sent} announce>
        {send.data && <p>{say(send.data.thanks, locale)}</p>}
      </Notice>
    )
  return (
    <form
      noValidate
      className={`${walkStyles.walk} ${styles.narrow}`}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <ProblemSummary problems={problems} wordsFor={form.wordsFor} attempt={attempt} />
      {sections.map((section) => (
        <SectionFields key={section.id} section={section} form={form} />
      ))}
      {send.isError && !isOffline(send.error) && <ErrorState error={send.error} />}
      <div className={styles.actions}>
        <Button type="submit" busy={send.isPending}>
          {words.send}
        </Button>
      </div>
    </form>
  )
}
