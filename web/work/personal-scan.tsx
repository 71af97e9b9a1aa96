import { IconCamera, IconQrcode } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask, type Output } from '../api.ts'
import { QrCamera } from '../components/qr-camera.tsx'
import { useCamera } from '../messages/use-camera.ts'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { usePersonalQr } from '../messages/use-personal-qr.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Radios } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { formatPhone } from '../ui/format.ts'
import { PersonCases, useCasesOf } from './person-cases.tsx'
import type { Person } from './prefill.ts'
import styles from './personal-scan.module.css'

type Read = Output<'people.read-personal-qr'>

/** Who a personal code names, as a case will carry them. */
const personOf = (read: Read): Person => ({
  name: read.name,
  personalId: read.personalId ?? '',
  phone: formatPhone(read.phone ?? ''),
  email: read.email ?? '',
  address: read.address ?? '',
  birthDate: read.birthDate ?? '',
  sex: read.sex ?? '',
})

type ScanProps = { filing: boolean; onPerson: (person: Person | undefined) => void }

/** Reads the code on a person's phone: first what for, then the code. */
export function PersonalScan({ filing, onPerson }: ScanProps) {
  const { read: words } = usePersonalQr()
  const [purpose, setPurpose] = useState<string>()
  const scan = useMutation({
    mutationFn: (token: string) => api.command('people.read-personal-qr', { token, purpose: purpose ?? '' }),
    onSuccess: (read) => onPerson(personOf(read)),
    // What was shown of a person does not stay in the memory of the page once it is closed.
    gcTime: 0,
  })
  const close = () => {
    scan.reset()
    setPurpose(undefined)
    onPerson(undefined)
  }
  return (
    <details className={styles.panel}>
      <summary>
        <IconQrcode size={20} stroke={1.75} aria-hidden />
        {words.title}
      </summary>
      <div className={styles.body}>
        {scan.data ? (
          <Found read={scan.data} filing={filing} onClose={close} />
        ) : (
          <>
            <Purposes value={purpose} onChange={setPurpose} />
            <CodeField ready={purpose !== undefined} busy={scan.isPending} onText={(text) => scan.mutate(text)} />
            {scan.error && (
              <Notice kind="bad" announce>
                {scan.error.message}
              </Notice>
            )}
          </>
        )}
      </div>
    </details>
  )
}

function Purposes({ value, onChange }: { value: string | undefined; onChange: (purpose: string | undefined) => void }) {
  const { read: words } = usePersonalQr()
  const locale = useLocale()
  const purposes = useQuery({ ...ask('people.list-purposes', {}), staleTime: 60 * 60_000 })
  const options = (purposes.data?.items ?? []).map(({ id, name }) => ({ value: id, label: say(name, locale) }))
  return (
    <div className={styles.purposes}>
      <Radios
        frame={{ id: 'purpose', label: words.purpose, hint: words.purposeHint }}
        options={options}
        value={value}
        onChange={onChange}
      />
    </div>
  )
}

type CodeProps = { ready: boolean; busy: boolean; onText: (text: string) => void }

/** A scanner types the code and ends with Enter; it may be pasted; a camera reads it. */
function CodeField({ ready, busy, onText }: CodeProps) {
  const cameraWords = useCamera()
  const { read: words } = usePersonalQr()
  const [typed, setTyped] = useState('')
  const [camera, setCamera] = useState(false)
  const go = (text: string) => {
    setTyped('')
    setCamera(false)
    if (text.trim() && !busy) onText(text.trim())
  }
  return (
    <>
      <Field frame={{ id: 'personal-code', label: words.scan, hint: ready ? words.scanHint : words.purposeFirst }}>
        <form
          className={styles.line}
          onSubmit={(event) => {
            event.preventDefault()
            go(typed)
          }}
        >
          <input
            id="personal-code"
            className={styles.input}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            disabled={!ready}
            aria-describedby="personal-code-hint"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button type="submit" small disabled={!ready} busy={busy}>
            {words.go}
          </Button>
          <Button kind="secondary" small disabled={!ready} aria-pressed={camera} onClick={() => setCamera(!camera)}>
            <IconCamera size={18} aria-hidden />
            {camera ? cameraWords.stop : cameraWords.open}
          </Button>
        </form>
      </Field>
      {camera && ready && <QrCamera onText={go} />}
    </>
  )
}

function Found({ read, filing, onClose }: { read: Read; filing: boolean; onClose: () => void }) {
  const { read: words } = usePersonalQr()
  const format = useFormat()
  const facts = [
    [words.birthDate, read.birthDate && format.date(read.birthDate)],
    [words.personalId, read.personalId ?? read.maskedPersonalId],
    [words.phone, read.phone && formatPhone(read.phone)],
    [words.address, read.address],
  ] as const
  const sure = read.assurance >= 2
  const cases = useCasesOf(read.personalId ?? '')
  return (
    <>
      <Notice kind={sure ? 'good' : 'watch'} title={read.name} announce>
        {sure ? words.verified : words.unverified}
      </Notice>
      <dl className={styles.facts}>
        {facts.map(([label, value]) =>
          value ? (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {cases.length > 0 && <PersonCases items={cases} open />}
      <p className={styles.quiet}>{filing ? words.filled : words.toFill}</p>
      <div className={styles.line}>
        <Button kind="secondary" small onClick={onClose}>
          {words.close}
        </Button>
        <Link to={paths.workSearch}>{words.search}</Link>
      </div>
    </>
  )
}
