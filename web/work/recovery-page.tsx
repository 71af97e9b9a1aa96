import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, useCommand, type Input, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useMandates } from '../messages/use-mandates.ts'
import { useFormat, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { DateInput, Radios, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState } from '../ui/state.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { IdentityScan } from './identity-scan.tsx'
import { CounterLinks } from './counter-links.tsx'
import styles from './account.module.css'
import frame from './work.module.css'

type Draft = Input<'people.begin-recovery'>
type Recovery = Output<'people.list-recoveries'>['items'][number]
const empty: Draft = { personalId: '', birthOn: '', address: '', paper: 'citizen-card', reason: '' }
const refresh = ['people.list-recoveries'] as const

/** `/lam-viec/khoi-phuc`: the way back into an account after a lost phone; two officials, one after the other. */
export function RecoveryPage() {
  const { recovery: words } = useMandates()
  const { house } = useMessages()
  const open = useQuery({ ...ask('people.list-recoveries', {}), staleTime: 0, refetchInterval: 15_000 })
  return (
    <main id="content" className={frame.page}>
      <PageTitle title={words.title} lead={words.lead} above={<CounterLinks />} house={house} />
      <QueryState query={open}>
        {({ items }) => (
          <div className={styles.columns}>
            <Begin />
            <section className={styles.form}>
              <h2>{words.open}</h2>
              {items.length === 0 ? (
                <EmptyState title={words.none} text={words.noneText} />
              ) : (
                items.map((item) => <Open key={item.id} item={item} />)
              )}
            </section>
          </div>
        )}
      </QueryState>
    </main>
  )
}

function Begin() {
  const { recovery: words } = useMandates()
  const begin = useCommand('people.begin-recovery', refresh)
  const [draft, setDraft] = useState(empty)
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const papers = (['citizen-card', 'electronic-identity', 'passport'] as const).map((value) => ({
    value,
    label: words.papers[value],
  }))
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        begin.mutate(draft, { onSuccess: () => setDraft(empty) })
      }}
    >
      <IdentityScan
        onRead={({ personalId, birthDate }) => set({ personalId, birthOn: birthDate ?? '' })}
        onNumber={(personalId) => set({ personalId })}
      />
      <TextInput
        frame={{ id: 'personal-id', label: words.personalId }}
        value={draft.personalId}
        onChange={(personalId) => set({ personalId })}
        inputMode="numeric"
        maxLength={15}
        width="medium"
      />
      <DateInput
        frame={{ id: 'birth', label: words.birthOn }}
        value={draft.birthOn}
        onChange={(birthOn) => set({ birthOn: birthOn ?? '' })}
      />
      <Radios
        frame={{ id: 'paper', label: words.paper }}
        options={papers}
        value={draft.paper}
        onChange={(chosen) => set({ paper: papers.find(({ value }) => value === chosen)?.value ?? 'citizen-card' })}
      />
      <TextInput
        frame={{ id: 'new-address', label: words.address, hint: words.addressHint }}
        value={draft.address}
        onChange={(address) => set({ address })}
      />
      <TextInput
        frame={{ id: 'reason', label: words.reason, hint: words.reasonHint }}
        value={draft.reason}
        onChange={(reason) => set({ reason })}
      />
      {begin.error && (
        <Notice kind="bad" announce>
          <p>{begin.error.message}</p>
        </Notice>
      )}
      {begin.data && (
        <Notice kind="good" announce>
          <p>{words.sent(begin.data.name)}</p>
        </Notice>
      )}
      <Button type="submit" busy={begin.isPending}>
        {words.begin}
      </Button>
    </form>
  )
}

function Open({ item }: { item: Recovery }) {
  const { recovery: words } = useMandates()
  const format = useFormat()
  return (
    <article className={styles.sheet}>
      <StatusMark status={item.proven ? 'active' : 'watch'}>
        {item.proven ? words.waitsForSecond : words.waitsForCode}
      </StatusMark>
      <h3>{[item.name, item.maskedPersonalId].filter(Boolean).join(' · ')}</h3>
      <p>
        {words.newAddress}: {item.address}
      </p>
      <p>
        {words.by(item.begunBy, format.dateTime(item.begunAt))}. {item.reason}
      </p>
      {item.mine && !item.proven && <Prove id={item.id} />}
      {item.mine && item.proven && <p>{words.proven}</p>}
      <Ending item={item} />
    </article>
  )
}

function Prove({ id }: { id: string }) {
  const { recovery: words } = useMandates()
  const prove = useCommand('people.prove-recovery', refresh)
  const [code, setCode] = useState('')
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        prove.mutate({ id, code })
      }}
    >
      <TextInput
        frame={{ id: `code-${id}`, label: words.code, error: prove.error?.message }}
        value={code}
        onChange={setCode}
        inputMode="numeric"
        maxLength={6}
        width="short"
      />
      <Button type="submit" small busy={prove.isPending}>
        {words.prove}
      </Button>
    </form>
  )
}

function Ending({ item }: { item: Recovery }) {
  const { recovery: words } = useMandates()
  const { cancel } = useMessages()
  const [asked, setAsked] = useState(false)
  const finish = useCommand('people.finish-recovery', refresh)
  const refuse = useCommand('people.refuse-recovery', refresh)
  const error = finish.error ?? refuse.error
  if (asked)
    return (
      <Confirm
        title={words.finishTitle(item.name)}
        confirm={words.finishYes}
        cancel={cancel}
        busy={finish.isPending}
        onConfirm={() => finish.mutate({ id: item.id })}
        onCancel={() => setAsked(false)}
      >
        <p>{words.finishText}</p>
        {finish.error && <p role="alert">{finish.error.message}</p>}
      </Confirm>
    )
  if (!item.mine && !item.mayFinish) return null
  return (
    <>
      {error && (
        <Notice kind="bad" announce>
          <p>{error.message}</p>
        </Notice>
      )}
      <div className={styles.acts}>
        {item.mayFinish && (
          <Button small onClick={() => setAsked(true)}>
            {words.finish}
          </Button>
        )}
        <Button kind="secondary" small busy={refuse.isPending} onClick={() => refuse.mutate({ id: item.id })}>
          {words.refuse}
        </Button>
      </div>
    </>
  )
}
