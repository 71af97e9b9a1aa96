import { useQuery } from '@tanstack/react-query'
import { IconCircleCheckFilled, IconProgress } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, useCommand, type Output } from '../api.ts'
import { ErrorState } from '../components/error-state.tsx'
import { QueryState } from '../components/query-state.tsx'
import { useMe } from '../components/use-me.ts'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Meter } from '../ui/meter.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { useServices } from './use-services.ts'
import styles from './journey.module.css'

type Journey = Output<'services.get-journey'>
type Step = Journey['steps'][number]

export function JourneyPage() {
  const { journey = '' } = useParams({ strict: false })
  const found = useQuery({ ...ask('services.get-journey', { journey }), staleTime: 0 })
  return <QueryState query={found}>{(one) => <Journey journey={one} />}</QueryState>
}

function Journey({ journey }: { journey: Journey }) {
  const { house } = useMessages()
  const { journey: words, journeys } = useServices()
  const me = useMe()
  const signedIn = me.data?.kind === 'citizen'
  const done = journey.steps.filter((step) => step.done).length
  return (
    <div className={styles.journey}>
      <PageTitle
        title={journey.name}
        lead={journey.summary}
        house={house}
        above={<Link to={paths.board}>{journeys}</Link>}
      />
      {signedIn ? (
        <div className={styles.progress}>
          <p>{words.progress(done, journey.steps.length)}</p>
          <Meter part={done / journey.steps.length} label={words.progress(done, journey.steps.length)} status="good" />
        </div>
      ) : (
        <p className={styles.note}>{words.signIn}</p>
      )}
      <ol className={styles.steps}>
        {journey.steps.map((step) => (
          <StepRow key={step.id} journey={journey.id} step={step} signedIn={signedIn} />
        ))}
      </ol>
      {journey.event && (
        <p>
          <Link to={paths.procedures} search={{ lifeEvent: journey.event }}>
            {words.more}
          </Link>
        </p>
      )}
    </div>
  )
}

function StepRow({ journey, step, signedIn }: { journey: string; step: Step; signedIn: boolean }) {
  const { journey: words } = useServices()
  return (
    <li className={styles.step}>
      <div className={styles.words}>
        <p className={styles.name}>
          {step.path || step.site ? <a href={step.path ?? step.site}>{step.name}</a> : step.name}
        </p>
        {step.note && <p className={styles.note}>{step.note}</p>}
        {step.basis && <p className={styles.note}>{words.basis(step.basis)}</p>}
        {step.underway && (
          <p className={styles.underway}>
            <IconProgress size={18} aria-hidden />
            <Link to={paths.myCase} params={{ code: step.underway }}>
              {words.underway}: {step.underway}
            </Link>
          </p>
        )}
        {step.done === 'platform' && (
          <p className={styles.known}>
            <IconCircleCheckFilled size={18} aria-hidden />
            {words.known}
          </p>
        )}
        {signedIn && step.done !== 'platform' && <OwnTick journey={journey} step={step} />}
      </div>
    </li>
  )
}

function OwnTick({ journey, step }: { journey: string; step: Step }) {
  const { journey: words } = useServices()
  const tick = useCommand('services.tick', ['services.get-journey'])
  // Shown at once, and taken back when the server refuses.
  const [ticked, setTicked] = useState(step.done === 'person')
  const set = (done: boolean) => {
    setTicked(done)
    tick.mutate({ journey, step: step.id, done }, { onError: () => setTicked(!done) })
  }
  return (
    <>
      <label className={styles.tick}>
        <input
          type="checkbox"
          checked={ticked}
          aria-label={words.tick(step.name)}
          onChange={(event) => set(event.target.checked)}
        />
        {words.done}
      </label>
      {tick.isError && <ErrorState error={tick.error} />}
    </>
  )
}
