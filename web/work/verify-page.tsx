import { useState } from 'react'
import { useCommand, type Input } from '../api.ts'
import { useAccount } from '../messages/use-account.ts'
import { useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { DateInput, Radios, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { CounterLinks } from './counter-links.tsx'
import styles from './account.module.css'
import frame from './work.module.css'

type Draft = Input<'people.verify-identity'>
const empty: Draft = { address: '', name: '', personalId: '', birthOn: '', paper: 'citizen-card', reason: '' }

/** `/lam-viec/xac-minh`: the person stands at the counter, with their card. */
export function VerifyPage() {
  const { verify: words } = useAccount()
  const { house, cancel } = useMessages()
  const verify = useCommand('people.verify-identity')
  const [draft, setDraft] = useState(empty)
  const [asked, setAsked] = useState(false)
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const again = () => {
    verify.reset()
    setDraft(empty)
    setAsked(false)
  }
  return (
    <main id="content" className={frame.page}>
      <PageTitle title={words.title} lead={words.lead} above={<CounterLinks />} house={house} />
      {verify.isSuccess ? (
        <Notice kind="good" announce title={words.done(draft.name)}>
          <Button small onClick={again}>
            {words.another}
          </Button>
        </Notice>
      ) : (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault()
            setAsked(true)
          }}
        >
          <Fields draft={draft} set={set} />
          {verify.isError && (
            <Notice kind="bad" announce>
              {verify.error.message}
            </Notice>
          )}
          {asked ? (
            <Confirm
              title={words.confirmTitle}
              confirm={words.confirm}
              cancel={cancel}
              busy={verify.isPending}
              onConfirm={() => verify.mutate(draft, { onError: () => setAsked(false) })}
              onCancel={() => setAsked(false)}
            >
              {words.confirmText(draft.name, draft.personalId, draft.address)}
            </Confirm>
          ) : (
            <Button type="submit">{words.check}</Button>
          )}
        </form>
      )}
    </main>
  )
}

function Fields({ draft, set }: { draft: Draft; set: (part: Partial<Draft>) => void }) {
  const { verify: words } = useAccount()
  const { optional } = useMessages()
  const papers = (['citizen-card', 'electronic-identity', 'passport'] as const).map((value) => ({
    value,
    label: words.papers[value],
  }))
  const sexes = (['male', 'female'] as const).map((value) => ({ value, label: words.sexes[value] }))
  return (
    <>
      <TextInput
        frame={{ id: 'address', label: words.address }}
        value={draft.address}
        onChange={(address) => set({ address })}
      />
      <TextInput frame={{ id: 'name', label: words.name }} value={draft.name} onChange={(name) => set({ name })} />
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
        frame={{ id: 'sex', label: words.sex, optional }}
        options={sexes}
        value={draft.sex ?? ''}
        onChange={(chosen) => {
          const sex = sexes.find(({ value }) => value === chosen)?.value
          if (sex) set({ sex })
        }}
      />
      <Radios
        frame={{ id: 'paper', label: words.paper }}
        options={papers}
        value={draft.paper}
        onChange={(chosen) => set({ paper: papers.find(({ value }) => value === chosen)?.value ?? 'citizen-card' })}
      />
      <TextInput
        frame={{ id: 'reason', label: words.reason, hint: words.reasonHint }}
        value={draft.reason}
        onChange={(reason) => set({ reason })}
      />
    </>
  )
}
