import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../api.ts'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { TextInput, Tick } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { useSettled } from '../ui/use-settled.ts'
import { IdentityScan } from './identity-scan.tsx'
import { PersonCases, useCasesOf } from './person-cases.tsx'
import { nobody, type Person } from './prefill.ts'
import { useWork } from './use-work.ts'
import styles from './reception.module.css'

type PersonProps = {
  person: Person
  submitter: Person | undefined
  procedure: string
  tried: boolean
  onPerson: (person: Person) => void
  onSubmitter: (person: Person | undefined) => void
}

/** Who the case is for: from the card, from an earlier case, or by hand; and who brings it. */
export function ReceptionPerson({ person, submitter, procedure, tried, onPerson, onSubmitter }: PersonProps) {
  const { reception } = useWork()
  return (
    <div className={styles.stack}>
      <IdentityScan
        onRead={(card) =>
          onPerson({
            ...person,
            personalId: card.personalId,
            name: card.name,
            address: card.address ?? person.address,
            birthDate: card.birthDate ?? '',
            sex: card.sex ?? '',
          })
        }
        onNumber={(personalId) => onPerson({ ...person, personalId })}
      />
      <PersonFields id="applicant" person={person} tried={tried} onChange={onPerson} />
      <Before person={person} procedure={procedure} onFill={onPerson} />
      <Tick
        frame={{ id: 'behalf', label: reception.behalf }}
        value={submitter !== undefined}
        onChange={(behalf) => onSubmitter(behalf ? nobody : undefined)}
      />
      {submitter && (
        <fieldset className={styles.behalf}>
          <legend>{reception.submitter}</legend>
          <PersonFields id="submitter" person={submitter} tried={tried} onChange={onSubmitter} />
        </fieldset>
      )}
    </div>
  )
}

type FieldsProps = { id: string; person: Person; tried: boolean; onChange: (person: Person) => void }

function PersonFields({ id, person, tried, onChange }: FieldsProps) {
  const { reception } = useWork()
  const { optional } = useMessages()
  const put = (change: Partial<Person>) => onChange({ ...person, ...change })
  const wrongId = person.personalId !== '' && !/^\d{12}$/.test(person.personalId)
  return (
    <div className={styles.person}>
      <TextInput
        frame={{
          id: `${id}-name`,
          label: reception.name,
          error: tried && person.name.trim() === '' ? reception.nameMissing : undefined,
        }}
        value={person.name}
        onChange={(name) => put({ name })}
        maxLength={200}
      />
      <TextInput
        frame={{
          id: `${id}-id`,
          label: reception.personalId,
          optional,
          error: wrongId && (tried || person.personalId.length > 12) ? reception.personalIdWrong : undefined,
        }}
        value={person.personalId}
        onChange={(text) => put({ personalId: text.replace(/\s/g, '') })}
        inputMode="numeric"
        maxLength={20}
      />
      <TextInput
        frame={{ id: `${id}-phone`, label: reception.phone, optional }}
        type="tel"
        value={person.phone}
        onChange={(phone) => put({ phone })}
        maxLength={20}
      />
      <TextInput
        frame={{ id: `${id}-email`, label: reception.email, optional }}
        type="email"
        value={person.email}
        onChange={(email) => put({ email })}
        maxLength={200}
      />
      <div className={styles.whole}>
        <TextInput
          frame={{ id: `${id}-address`, label: reception.address, optional }}
          value={person.address}
          onChange={(address) => put({ address })}
          maxLength={500}
        />
      </div>
    </div>
  )
}

const closed = ['refused-at-intake', 'withdrawn', 'stopped', 'refused', 'returned']

type BeforeProps = { person: Person; procedure: string; onFill: (person: Person) => void }

/** Cases of the same person that this counter may see; an open one of the same procedure is probably the same. */
function Before({ person, procedure, onFill }: BeforeProps) {
  const { reception } = useWork()
  const locale = useLocale()
  const settled = useSettled(person.personalId, 300)
  const items = useCasesOf(settled)
  const twin = items.find((item) => item.procedure.code === procedure && !closed.includes(item.state.name))
  const [last] = items
  if (!last) return null
  return (
    <>
      {person.name.trim() === '' && <Fill code={last.code} name={last.applicant} person={person} onFill={onFill} />}
      {twin && (
        <Notice kind="watch" title={reception.duplicate} announce>
          <p>
            <Link to={paths.workCase} params={{ code: twin.code }} target="_blank">
              {reception.duplicateText(twin.code, say(twin.state.text, locale))}
            </Link>
          </p>
        </Notice>
      )}
      <PersonCases items={items} />
    </>
  )
}

type FillProps = { code: string; name: string; person: Person; onFill: (person: Person) => void }

/** The person gave their name and address before: one press brings them here. */
function Fill({ code, name, person, onFill }: FillProps) {
  const { reception } = useWork()
  const client = useQueryClient()
  const fill = useMutation({
    mutationFn: () => client.fetchQuery(ask('cases.get', { code })),
    onSuccess: ({ applicant }) =>
      onFill({
        ...person,
        name: applicant.name,
        phone: person.phone || (applicant.phone ?? ''),
        email: person.email || (applicant.email ?? ''),
        address: person.address || (applicant.address ?? ''),
      }),
  })
  return (
    <div>
      <Button kind="secondary" small busy={fill.isPending} onClick={() => fill.mutate()}>
        {reception.fill(name)}
      </Button>
    </div>
  )
}
