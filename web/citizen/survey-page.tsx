import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Row } from '../components/form/answers.ts'
import { SectionFields } from '../components/form/section-fields.tsx'
import { useForm } from '../components/form/use-form.ts'
import { ask, useCommand, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useMe } from '../components/use-me.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { useVoices } from '../messages/use-voices.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { todayInProvince } from '../ui/format.ts'
import { Meter } from '../ui/meter.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { Skeleton } from '../ui/state.tsx'
import pageStyles from './page.module.css'
import styles from './voices.module.css'

type Survey = Output<'reports.get-survey'>

/** A survey: its questions while it is open and unanswered, and its results, in the open. */
export function SurveyPage() {
  const { id = '' } = useParams({ strict: false })
  const { loading } = useMessages()
  const found = useQuery(ask('reports.get-survey', { id }))
  return (
    <div className={pageStyles.narrow}>
      <QueryState query={found} waiting={<Skeleton lines={10} label={loading} />}>
        {(survey) => <Shown survey={survey} />}
      </QueryState>
    </div>
  )
}

function Shown({ survey }: { survey: Survey }) {
  const { surveys: t } = useVoices()
  const { house } = useMessages()
  const me = useMe()
  const format = useFormat()
  const locale = useLocale()
  const [done, setDone] = useState(false)
  const signedIn = me.data?.signedIn === true
  return (
    <>
      <PageTitle title={say(survey.name, locale)} lead={say(survey.about, locale)} house={house} />
      <p className={styles.note}>
        {[
          t.kind[survey.kind],
          say(survey.by.name, locale),
          t.until(format.date(survey.until)),
          t.answers(format.number(survey.answers)),
        ].join(' · ')}
      </p>
      <div className={pageStyles.section}>
        {done || survey.answered ? (
          <Notice kind="good" announce={done}>
            {done ? t.thanks : t.answered}
          </Notice>
        ) : survey.open && signedIn ? (
          <Questions survey={survey} onDone={() => setDone(true)} />
        ) : (
          survey.open && (
            <Notice title={t.signIn}>
              <p>{t.signInText}</p>
              <p>
                <Link
                  className={buttonClass({ small: true })}
                  to={paths.signIn}
                  search={{ next: paths.survey.replace('$id', survey.id) }}
                >
                  {t.signIn}
                </Link>
              </p>
            </Notice>
          )
        )}
      </div>
      <Results survey={survey} />
    </>
  )
}

const isRows = (value: Row | readonly Row[]): value is readonly Row[] => Array.isArray(value)

function Questions({ survey, onDone }: { survey: Survey; onDone: () => void }) {
  const { surveys: t } = useVoices()
  const [answers, setAnswers] = useState<Row>({})
  const send = useCommand('reports.answer-survey', ['reports.get-survey'])
  const [section] = survey.form
  const [today] = useState(() => todayInProvince(new Date()))
  const form = useForm({
    form: survey.form,
    draft: section ? { [section.id]: answers } : {},
    setDraft: (draft) => {
      const row = section && draft[section.id]
      if (row && !isRows(row)) setAnswers(row)
    },
    today,
  })
  if (!section) return null
  return (
    <form
      className={pageStyles.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!send.isPending && form.attempt(section.id))
          send.mutate({ id: survey.id, answers: { ...answers } }, { onSuccess: onDone })
      }}
    >
      <SectionFields section={section} form={form} />
      {send.isError && (
        <Notice kind="bad" announce>
          {send.error.message}
        </Notice>
      )}
      <div className={pageStyles.actions}>
        <Button type="submit" busy={send.isPending}>
          {t.send}
        </Button>
      </div>
    </form>
  )
}

function Results({ survey }: { survey: Survey }) {
  const { surveys: t } = useVoices()
  const { yes, no } = useMessages()
  const format = useFormat()
  const locale = useLocale()
  const questions = survey.form[0]?.fields ?? []
  return (
    <section className={pageStyles.section}>
      <h2>{t.results}</h2>
      {survey.tallies.length === 0 && <p className={styles.note}>{t.tooFew(survey.few)}</p>}
      {survey.tallies.length > 0 &&
        questions.map((question) => {
          const rows = survey.tallies.filter((tally) => tally.question === question.id)
          const nameOf = (value: string) => {
            const option = question.options?.find((one) => one.value === value)
            if (option) return say(option.label, locale)
            return value === 'true' ? yes : value === 'false' ? no : value
          }
          return (
            <div key={question.id} className={styles.result}>
              <h3>{say(question.label, locale)}</h3>
              {question.type === 'text' ? (
                <p className={styles.note}>{t.own(format.number(rows[0]?.n ?? 0))}</p>
              ) : (
                <ul className={styles.bars}>
                  {rows.map(({ value, n }) => (
                    <li key={value}>
                      <span>{nameOf(value)}</span>
                      <span className={styles.share} data-figures>
                        {format.percent(n / survey.answers, 0)} · {format.number(n)}
                      </span>
                      <Meter part={n / survey.answers} label={nameOf(value)} />
                    </li>
                  ))}
                </ul>
              )}
            </div>
          )
        })}
    </section>
  )
}
