import { decidePapers } from '#core/forms/decide'
import { IconCircleCheck, IconCloudOff, IconRefresh } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { Output } from '../api.ts'
import { withKnown } from '../components/form/answers.ts'
import { useForm, type FormState, type Sources } from '../components/form/use-form.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { Meter } from '../ui/meter.tsx'
import { Notice } from '../ui/notice.tsx'
import { todayInProvince } from '../ui/format.ts'
import { Doubt } from './doubt.tsx'
import type { Written } from './drafts.ts'
import { LevelFirst } from './level-first.tsx'
import type { OwnPaper } from './own-papers.tsx'
import { TwoDrafts } from './two-drafts.tsx'
import type { DraftState } from './use-draft.ts'
import { papersStep, reviewStep, stepsOf, whereStep } from './walk-steps.ts'
import { WalkPapers } from './walk-papers.tsx'
import { WalkReview } from './walk-review.tsx'
import { WalkSection } from './walk-section.tsx'
import { WalkWhere } from './walk-where.tsx'
import styles from './walk.module.css'

export type ProcedureView = Output<'procedures.get'>

type WalkProps = {
  procedure: ProcedureView
  draft: DraftState
  account: string
  known: Readonly<Record<string, unknown>>
  sources: Sources
  ownPapers: Readonly<Record<string, readonly OwnPaper[]>>
}

/** The form as a walk: one section a page, the place in the address, nothing typed lost. */
export function Walk({ procedure, draft, account, known, sources, ownPapers }: WalkProps) {
  const { form: words } = useMessages()
  const { step: asked } = useSearch({ strict: false })
  const navigate = useNavigate()
  const { written, change } = draft
  const [today] = useState(() => todayInProvince(new Date()))
  // What its person contests is filled in, and theirs to change.
  const settled = useMemo(
    () => Object.fromEntries(Object.entries(known).filter(([path]) => !sources[path]?.contested)),
    [known, sources],
  )
  const form: FormState = useForm({
    form: procedure.form,
    draft: useMemo(() => withKnown(written.answers, procedure.form, known), [written.answers, procedure.form, known]),
    setDraft: (answers) => change({ ...written, answers }),
    today,
    known: settled,
    sources,
    beside: (field, path) => <Doubt field={field} path={path} form={form} unit={written.unit} />,
  })
  const papers = decidePapers(procedure.papers, form.examination.scope)
  const steps = stepsOf({
    form: procedure.form,
    shown: form.examination.shown,
    asksWhere: procedure.competent === 'commune',
    asksPapers: papers.length > 0,
  })
  const at = Math.max(0, steps.indexOf(asked ?? ''))
  const step = steps[at] ?? reviewStep
  const go = (to: number) =>
    void navigate({ to: paths.apply, params: { code: procedure.code }, search: { step: steps[to] ?? reviewStep } })
  const shared = {
    procedure,
    draft,
    form,
    papers,
    ownPapers,
    account,
    onNext: () => go(at + 1),
    ...(at > 0 && { onBack: () => go(at - 1) }),
  }
  const section = procedure.form.find(({ id }) => id === step)
  return (
    <div className={styles.walk}>
      <Head procedure={procedure} draft={draft} account={account} at={at} steps={steps} />
      {at === 0 && <LevelFirst level={procedure.level} />}
      {at === 0 && !draft.rival && <Resumed draft={draft} />}
      <TwoDrafts draft={draft} />
      <Changed written={written} />
      {step === whereStep && <WalkWhere {...shared} />}
      {section && <WalkSection key={section.id} section={section} {...shared} />}
      {step === papersStep && <WalkPapers {...shared} />}
      {step === reviewStep && <WalkReview {...shared} steps={steps} />}
      <p className="visually-hidden" role="status">
        {words.step(at + 1, steps.length)}
      </p>
    </div>
  )
}

type HeadProps = Omit<WalkProps, 'known' | 'sources' | 'ownPapers'> & { at: number; steps: readonly string[] }

function Head({ procedure, draft, account, at, steps }: HeadProps) {
  const { form: words } = useMessages()
  const locale = useLocale()
  return (
    <header className={styles.head}>
      <div className={styles.where}>
        <Link to={paths.procedure} params={{ code: procedure.code }}>
          {say(procedure.name, locale)}
        </Link>
        <SaveMark draft={draft} signedIn={account !== ''} />
      </div>
      <Meter part={(at + 1) / steps.length} label={words.step(at + 1, steps.length)} />
      <div className={styles.where}>{words.step(at + 1, steps.length)}</div>
    </header>
  )
}

/** The state of saving is always in sight. */
function SaveMark({ draft, signedIn }: { draft: DraftState; signedIn: boolean }) {
  const { form: words } = useMessages()
  const { state } = draft
  if (state === 'untouched') return null
  const { text, Sign } = {
    saving: { text: words.saving, Sign: IconRefresh },
    unsaved: { text: words.unsaved, Sign: IconCloudOff },
    kept: { text: words.kept, Sign: IconCloudOff },
    saved: { text: signedIn ? words.saved : words.savedHere, Sign: IconCircleCheck },
  }[state]
  return (
    <span className={styles.save} data-state={state} role="status">
      <Sign size={16} aria-hidden />
      {text}
    </span>
  )
}

function Resumed({ draft }: { draft: DraftState }) {
  const { form: words, cancel } = useMessages()
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  if (!draft.resumedFrom) return null
  return (
    <Notice>
      <div className={styles.resumed}>
        <span>{asking ? words.startOverConfirm : words.resumed(format.dateTime(draft.resumedFrom))}</span>
        {asking ? (
          <>
            <Button kind="danger" small onClick={draft.discard}>
              {words.startOver}
            </Button>
            <Button kind="plain" small onClick={() => setAsking(false)}>
              {cancel}
            </Button>
          </>
        ) : (
          <Button kind="plain" small onClick={() => setAsking(true)}>
            {words.startOver}
          </Button>
        )}
      </div>
    </Notice>
  )
}

/** The rules changed since the draft was written: what to look at again. */
function Changed({ written }: { written: Written }) {
  const { form: words } = useMessages()
  const locale = useLocale()
  const { changed = [] } = written
  if (changed.length === 0) return null
  return (
    <Notice kind="watch" title={words.changed}>
      <p>{changed.map((text) => say(text, locale)).join(', ')}</p>
    </Notice>
  )
}
