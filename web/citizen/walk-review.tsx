import { decideFees, totalOf } from '#core/forms/decide'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, isOffline, Problem } from '../api.ts'
import { AnswerList } from '../components/form/answer-list.tsx'
import { useCommunes } from '../components/form/unit-input.tsx'
import { useMandate } from '../components/use-acting.ts'
import { useOnline } from '../components/use-online.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Figure } from '../ui/figure.tsx'
import { Tick } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { submissionKey, type Written } from './drafts.ts'
import type { OwnPaper } from './own-papers.tsx'
import { SignInFirst } from './sign-in-first.tsx'
import { StepTitle } from './step-title.tsx'
import { handedIn, papersOf } from './account-drafts.ts'
import { Next, type StepProps } from './walk-section.tsx'
import { papersStep, whereStep } from './walk-steps.ts'
import pageStyles from './page.module.css'
import procedureStyles from './procedure.module.css'
import styles from './walk.module.css'

/** Everything once more, the fees and the day, and the one button that files it. */
export function WalkReview({ steps, ...step }: StepProps & { steps: readonly string[] }) {
  const { form: words } = useMessages()
  const online = useOnline()
  const [tried, setTried] = useState(false)
  const [declared, setDeclared] = useState(false)
  const submit = useSubmit(step)
  const { draft, form, papers, account, onBack } = step
  const missing = papers.filter(({ paper, required }) => required && handedIn(draft.written, paper.id) === 0)
  const gaps = [
    ...(steps.includes(whereStep) && !draft.written.unit
      ? [{ step: whereStep, text: words.notChosen(words.whereLabel) }]
      : []),
    ...form.examination.problems.map((problem) => ({
      step: problem.path.split('.')[0] ?? '',
      text: form.wordsFor(problem),
    })),
    ...missing.map(({ paper }) => ({ step: papersStep, text: words.paperMissing(paper.name.vi) })),
  ]
  return (
    <form
      noValidate
      className={styles.walk}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (gaps.length === 0 && declared && account !== '') submit.mutate()
      }}
    >
      {tried && gaps.length > 0 && <Gaps code={step.procedure.code} gaps={gaps} />}
      {submit.isError && <Refused error={submit.error} />}
      <StepTitle title={words.review} />
      <p className={styles.hint}>{words.reviewLead}</p>
      <Parts {...step} steps={steps} />
      <Fees {...step} />
      {account === '' ? (
        <SignInFirst />
      ) : (
        <Tick
          frame={{ id: 'declare', label: words.declare, error: tried && !declared ? words.declareMissing : undefined }}
          value={declared}
          onChange={setDeclared}
        />
      )}
      {!online && <Notice kind="watch">{words.offlineSubmit}</Notice>}
      <Next
        label={submit.isPending ? words.submitting : words.submit}
        busy={submit.isPending || account === ''}
        {...(onBack && { onBack })}
      />
    </form>
  )
}

type Gap = { step: string; text: string }

function Gaps({ code, gaps }: { code: string; gaps: readonly Gap[] }) {
  const { form: words } = useMessages()
  return (
    <Notice kind="bad" announce title={words.problems(gaps.length)}>
      <ul>
        {gaps.map((gap) => (
          <li key={gap.step + gap.text}>
            <Link to={paths.apply} params={{ code }} search={{ step: gap.step }}>
              {gap.text}
            </Link>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function Refused({ error }: { error: Error }) {
  const { form: words } = useMessages()
  const fields = error instanceof Problem ? error.fields : []
  return (
    <Notice kind="bad" announce title={words.otherProblems}>
      <p>{isOffline(error) ? words.offlineSubmit : error.message}</p>
      {error instanceof Problem && error.code === 'level-needed' && (
        <p>
          <Link to={paths.raiseLevel} search={{ next: location.pathname + location.search }}>
            {words.raiseLevel}
          </Link>
        </p>
      )}
      {fields.length > 0 && (
        <ul>
          {fields.map((field) => (
            <li key={field.path}>{field.message}</li>
          ))}
        </ul>
      )}
    </Notice>
  )
}

function Parts({ procedure, draft, form, papers, ownPapers, steps }: StepProps & { steps: readonly string[] }) {
  const { form: words } = useMessages()
  const locale = useLocale()
  const communes = useCommunes()
  const { written } = draft
  const unit = communes.find((one) => one.value === written.unit)?.label
  return (
    <>
      {steps.includes(whereStep) && (
        <Part code={procedure.code} step={whereStep} title={words.where}>
          <p>{unit ?? written.unit}</p>
        </Part>
      )}
      {procedure.form
        .filter((section) => steps.includes(section.id))
        .map((section) => (
          <Part key={section.id} code={procedure.code} step={section.id} title={say(section.title, locale)}>
            <AnswerList section={section} draft={form.draft} />
          </Part>
        ))}
      {papers.length > 0 && (
        <Part code={procedure.code} step={papersStep} title={words.papers}>
          <dl className={pageStyles.facts}>
            {papers.map(({ paper }) => (
              <div key={paper.id}>
                <dt>{say(paper.name, locale)}</dt>
                <dd>{handedInWords(written, ownPapers[paper.id] ?? [], paper.id) || words.noFile}</dd>
              </div>
            ))}
          </dl>
        </Part>
      )}
    </>
  )
}

/** Files by their names, papers of one's own by name and number. */
function handedInWords(written: Written, own: readonly OwnPaper[], paper: string): string {
  const chosen = new Set(written.own?.[paper])
  const names = own
    .filter(({ id }) => chosen.has(id))
    .map(({ name, number }) => [name.vi, number].filter(Boolean).join(' '))
  return [...(written.files[paper] ?? []).map((file) => file.name), ...names].join(', ')
}

type PartProps = { code: string; step: string; title: string; children: React.ReactNode }

function Part({ code, step, title, children }: PartProps) {
  const { form: words } = useMessages()
  return (
    <section className={styles.part}>
      <div className={styles.partHead}>
        <h2>{title}</h2>
        <Link to={paths.apply} params={{ code }} search={{ step }} aria-label={words.editSection(title)}>
          {words.edit}
        </Link>
      </div>
      {children}
    </section>
  )
}

function Fees({ procedure, form, draft: { written } }: StepProps) {
  const { form: words, procedure: procedureWords, noDatum } = useMessages()
  const locale = useLocale()
  const format = useFormat()
  const fees = decideFees(procedure.fees, form.examination.scope)
  const total = totalOf(fees)
  const { answers } = form.examination
  const quote = useQuery({
    queryKey: ['procedures.quote', procedure.code, answers],
    // Posted, for answers may name people; nothing is stored.
    queryFn: () =>
      api.command('procedures.quote', { code: procedure.code, answers, ...(written.unit && { unit: written.unit }) }),
    retry: false,
  })
  const dueAt = quote.data?.dueAt
  return (
    <>
      <section className={styles.part}>
        <h2>{words.feesTitle}</h2>
        <table className={procedureStyles.fees}>
          <tbody>
            {fees.map((fee) => (
              <tr key={fee.id}>
                <td>
                  {say(fee.name, locale)}
                  {fee.because && <small>{say(fee.because, locale)}</small>}
                </td>
                <td>{fee.amount === undefined ? words.feeLater : format.money(fee.amount)}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">{words.total}</th>
              <td>{total === undefined ? words.feeLater : total === 0 ? procedureWords.free : format.money(total)}</td>
            </tr>
          </tbody>
        </table>
        {total !== 0 && <p className={styles.hint}>{words.payLater}</p>}
      </section>
      {dueAt && (
        <div className={styles.due}>
          <Figure
            large
            label={words.dueTitle}
            value={format.date(dueAt)}
            missing={noDatum}
            note={`${format.weekday(dueAt)}, ${format.time(dueAt)}`}
          />
        </div>
      )}
    </>
  )
}

/** One submission, however often the button is pressed or the answer is lost: the key goes with the content. */
function useSubmit({ procedure, draft, form }: StepProps) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { written } = draft
  const under = useMandate()
  return useMutation({
    mutationFn: () =>
      api.command(
        'cases.submit',
        {
          procedure: procedure.code,
          ...(written.unit && { competentUnit: written.unit }),
          answers: form.examination.answers,
          papers: papersOf(written),
          ...(written.id && { draft: written.id }),
          ...under,
        },
        { idempotencyKey: submissionKey(written) },
      ),
    onSuccess: (submitted) => {
      draft.filed()
      void client.invalidateQueries({ queryKey: ['cases.list-mine'] })
      void client.invalidateQueries({ queryKey: ['cases.list-drafts'] })
      void navigate({ to: paths.receipt, params: { code: submitted.code }, replace: true })
    },
  })
}
