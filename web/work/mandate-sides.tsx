import type { FileRef } from '../components/file-drop.tsx'
import { useMandates } from '../messages/use-mandates.ts'
import { useMessages } from '../messages/use-messages.ts'
import { DateInput, Radios, TextInput } from '../ui/inputs.tsx'
import { IdentityScan } from './identity-scan.tsx'
import type { Kind, RecordInput, Setting } from './mandate-page.tsx'

/** What an official writes down of a mandate; for an organisation, its name and tax code stand in `name` and `personalId`. */
export type MandateDraft = {
  kind: string
  representative: string
  name: string
  personalId: string
  birthOn: string | undefined
  sex: 'male' | 'female' | undefined
  address: string
  paper: string
  reason: string
  until: string | undefined
  evidence: FileRef | undefined
}

export const nothing: MandateDraft = {
  kind: '',
  representative: '',
  name: '',
  personalId: '',
  birthOn: undefined,
  sex: undefined,
  address: '',
  paper: '',
  reason: '',
  until: undefined,
  evidence: undefined,
}

const isOfOrganisations = ({ represents }: Kind): boolean => represents.includes('organisation')

export function inputOf(draft: MandateDraft, kind: Kind): RecordInput {
  const { representative, name, personalId, birthOn, sex, address, paper, reason, until, evidence } = draft
  const seat = address.trim() === '' ? {} : { address: address.trim() }
  const represented = isOfOrganisations(kind)
    ? { organisation: name, taxCode: personalId, ...seat }
    : {
        name,
        ...(personalId.trim() ? { personalId } : {}),
        ...(birthOn ? { birthOn } : {}),
        ...(sex ? { sex } : {}),
        ...seat,
      }
  return {
    kind: kind.id,
    representative,
    represented,
    paper,
    reason,
    ...(until ? { until } : {}),
    ...(evidence ? { evidence: evidence.id } : {}),
  }
}

/** The represented side, as its paper names it. */
export function RepresentedFields({ kind, ...setting }: Setting & { kind: Kind }) {
  return isOfOrganisations(kind) ? <OrganisationFields {...setting} /> : <PersonFields kind={kind} {...setting} />
}

function OrganisationFields({ draft, set }: Setting) {
  const { counter: words } = useMandates()
  const { optional } = useMessages()
  return (
    <>
      <h2>{words.organisation}</h2>
      <TextInput
        frame={{ id: 'name', label: words.organisationName }}
        value={draft.name}
        onChange={(name) => set({ name })}
      />
      <TextInput
        frame={{ id: 'tax-code', label: words.taxCode }}
        value={draft.personalId}
        onChange={(personalId) => set({ personalId })}
        maxLength={16}
        width="medium"
      />
      <TextInput
        frame={{ id: 'seat', label: words.seat, optional }}
        value={draft.address}
        onChange={(address) => set({ address })}
      />
    </>
  )
}

function PersonFields({ kind, draft, set }: Setting & { kind: Kind }) {
  const { counter: words } = useMandates()
  const { optional } = useMessages()
  const sexes = (['male', 'female'] as const).map((value) => ({ value, label: words.sexes[value] }))
  const birthHint = kind.untilAge === undefined ? undefined : words.birthHint(kind.untilAge)
  return (
    <>
      <h2>{words.represented}</h2>
      <IdentityScan
        onRead={({ name, personalId, birthDate, address }) =>
          set({ name, personalId, birthOn: birthDate, address: address ?? '' })
        }
        onNumber={(personalId) => set({ personalId })}
      />
      <TextInput frame={{ id: 'name', label: words.name }} value={draft.name} onChange={(name) => set({ name })} />
      <TextInput
        frame={{ id: 'personal-id', label: words.personalId, hint: words.personalIdHint, optional }}
        value={draft.personalId}
        onChange={(personalId) => set({ personalId })}
        inputMode="numeric"
        maxLength={15}
        width="medium"
      />
      <DateInput
        frame={{ id: 'birth', label: words.birthOn, hint: birthHint }}
        value={draft.birthOn}
        onChange={(birthOn) => set({ birthOn })}
      />
      <Radios
        frame={{ id: 'sex', label: words.sex, optional }}
        options={sexes}
        value={draft.sex}
        onChange={(chosen) => set({ sex: sexes.find(({ value }) => value === chosen)?.value })}
      />
      <TextInput
        frame={{ id: 'address', label: words.address, optional }}
        value={draft.address}
        onChange={(address) => set({ address })}
      />
    </>
  )
}
