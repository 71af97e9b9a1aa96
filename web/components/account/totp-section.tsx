import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useCommand, type Output } from '../../api.ts'
import { useAccount } from '../../messages/use-account.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Button } from '../../ui/button.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Qr } from '../../ui/qr.tsx'
import styles from './account.module.css'

export function TotpSection({ security }: { security: Output<'people.get-security'> }) {
  const { totp: words } = useAccount()
  const [codes, setCodes] = useState<readonly string[]>()
  return (
    <section aria-labelledby="totp">
      <h2 id="totp">{words.title}</h2>
      <p className={styles.lead}>{words.lead}</p>
      {codes ? (
        <RecoveryCodes codes={codes} onDone={() => setCodes(undefined)} />
      ) : security.totp ? (
        <Remove />
      ) : (
        <SetUp onCodes={setCodes} />
      )}
    </section>
  )
}

function SetUp({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const { totp: words } = useAccount()
  const client = useQueryClient()
  const start = useCommand('people.start-totp')
  const confirm = useCommand('people.confirm-totp')
  const [code, setCode] = useState('')
  if (!start.data)
    return (
      <div className={styles.form}>
        {start.isError && (
          <Notice kind="bad" announce>
            {start.error.message}
          </Notice>
        )}
        <Button kind="secondary" busy={start.isPending} onClick={() => start.mutate({})}>
          {words.start}
        </Button>
      </div>
    )
  const done = ({ recoveryCodes }: Output<'people.confirm-totp'>) => {
    onCodes(recoveryCodes)
    void client.invalidateQueries({ queryKey: ['people.get-security'] })
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        confirm.mutate({ code: code.trim() }, { onSuccess: done })
      }}
    >
      <p>{words.scan}</p>
      <Qr text={start.data.uri} label={words.qr} size={200} />
      <p>
        {words.orType}: <strong className={styles.key}>{start.data.secret}</strong>
      </p>
      {confirm.isError && (
        <Notice kind="bad" announce>
          {confirm.error.message}
        </Notice>
      )}
      <CodeInput label={words.code} value={code} onChange={setCode} />
      <Button type="submit" busy={confirm.isPending}>
        {words.confirm}
      </Button>
    </form>
  )
}

type CodeInputProps = { label: string; value: string; onChange: (value: string) => void }

const CodeInput = ({ label, value, onChange }: CodeInputProps) => (
  <TextInput
    frame={{ id: 'totp-code', label }}
    value={value}
    onChange={onChange}
    autoComplete="one-time-code"
    maxLength={20}
    width="short"
  />
)

function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { totp: words } = useAccount()
  return (
    <Notice kind="watch" title={words.codesTitle} announce>
      <p>{words.codesText}</p>
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Button small onClick={onDone}>
        {words.done}
      </Button>
    </Notice>
  )
}

function Remove() {
  const { totp: words } = useAccount()
  const { cancel } = useMessages()
  const remove = useCommand('people.remove-totp', ['people.get-security'])
  const [asked, setAsked] = useState(false)
  const [code, setCode] = useState('')
  if (!asked)
    return (
      <ul className={styles.list}>
        <li>
          <span className={styles.what}>
            <strong>{words.on}</strong>
          </span>
          <Button kind="secondary" small onClick={() => setAsked(true)}>
            {words.remove}
          </Button>
        </li>
      </ul>
    )
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        remove.mutate({ code: code.trim() })
      }}
    >
      {remove.isError && (
        <Notice kind="bad" announce>
          {remove.error.message}
        </Notice>
      )}
      <CodeInput label={words.removeCode} value={code} onChange={setCode} />
      <Button type="submit" kind="danger" busy={remove.isPending}>
        {words.remove}
      </Button>
      <Button kind="plain" onClick={() => setAsked(false)}>
        {cancel}
      </Button>
    </form>
  )
}
