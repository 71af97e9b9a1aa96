import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useCommand, type Output } from '../api.ts'
import { useMe } from '../components/use-me.ts'
import { useMandates } from '../messages/use-mandates.ts'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { Choices, DateInput, Radios, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { askFacets } from './life-events.tsx'
import { SheetForm } from './sheet-form.tsx'

type Kind = Output<'people.list-mandates'>['kinds'][number]
type Act = Kind['acts'][number]
const sides = ['given', 'held'] as const

type ProposeProps = { kinds: readonly Kind[]; onClose: () => void }

/** Only what both sides can settle between them; the rest begins at a counter. */
export function ProposeForm({ kinds, onClose }: ProposeProps) {
  const { form: words } = useMandates()
  const me = useMe()
  if ((me.data?.assurance ?? 0) < 2)
    return (
      <Notice kind="watch" title={words.levelTitle}>
        <p>{words.levelText}</p>
        <p>
          <Link className={buttonClass()} to={paths.raiseLevel} search={{ next: paths.mandates }}>
            {words.levelGo}
          </Link>
        </p>
      </Notice>
    )
  return <Form kinds={kinds.filter(({ begins }) => begins.includes('accepted'))} onClose={onClose} />
}

function Form({ kinds, onClose }: ProposeProps) {
  const { form: words } = useMandates()
  const propose = useCommand('people.propose-mandate', ['people.list-mandates'])
  const [side, setSide] = useState<(typeof sides)[number]>('given')
  const [kindId, setKindId] = useState(kinds.at(-1)?.id ?? '')
  const [address, setAddress] = useState('')
  const [left, setLeft] = useState<readonly string[]>([])
  const [until, setUntil] = useState<string>()
  const [tried, setTried] = useState(false)
  const kind = kinds.find(({ id }) => id === kindId)
  const acts = kind?.acts.filter((act) => !left.includes(act)) ?? []
  const fields = kind?.fields.filter((field) => !left.includes(field)) ?? []
  // A kind without fields of its own holds everywhere.
  const nothingLeft = acts.length === 0 || (kind?.fields.length !== 0 && fields.length === 0)
  if (propose.isSuccess)
    return (
      <Notice kind="good" announce title={words.sent}>
        <p>{words.sentText}</p>
      </Notice>
    )
  const send = () => {
    setTried(true)
    if (!kind || address.trim() === '' || nothingLeft) return
    propose.mutate({
      kind: kind.id,
      side,
      address: address.trim(),
      acts,
      ...(fields.length < kind.fields.length ? { fields } : {}),
      ...(until ? { until } : {}),
    })
  }
  return (
    <SheetForm
      title={words.title}
      problems={[propose.error?.message, tried && nothingLeft && words.fieldsMissing]}
      submit={words.send}
      busy={propose.isPending}
      onSubmit={send}
      onClose={onClose}
    >
      <Radios
        frame={{ id: 'side', label: words.side }}
        options={sides.map((value) => ({ value, label: words.sides[value] }))}
        value={side}
        onChange={(value) => setSide(value === 'held' ? 'held' : 'given')}
      />
      <TextInput
        frame={{
          id: 'other',
          label: words.address[side],
          hint: words.addressHint,
          error: tried && address.trim() === '' ? words.missing : undefined,
        }}
        value={address}
        onChange={setAddress}
      />
      <KindFields kinds={kinds} kind={kind} setKind={setKindId} left={left} setLeft={setLeft} />
      {kind && <Until kind={kind} until={until} setUntil={setUntil} />}
    </SheetForm>
  )
}

type KindProps = {
  kinds: readonly Kind[]
  kind: Kind | undefined
  setKind: (id: string) => void
  left: readonly string[]
  setLeft: (left: readonly string[]) => void
}

const without = (all: readonly string[], some: readonly string[]): string[] => all.filter((one) => !some.includes(one))

/** All that the kind allows is ticked; a person takes away what they do not want. */
function KindFields({ kinds, kind, setKind, left, setLeft }: KindProps) {
  const words = useMandates()
  const locale = useLocale()
  const facets = useQuery({ ...askFacets, staleTime: 60 * 60_000 })
  const names = new Map(facets.data?.fields.map(({ id, name }) => [id, name]))
  const acts: readonly Act[] = kind?.acts ?? []
  const fields: readonly string[] = kind?.fields ?? []
  return (
    <>
      <Radios
        frame={{ id: 'kind', label: words.form.kind, hint: kind && say(kind.says, locale) }}
        options={kinds.map(({ id, name }) => ({ value: id, label: say(name, locale) }))}
        value={kind?.id}
        onChange={(id) => setKind(id ?? '')}
      />
      <Choices
        frame={{ id: 'acts', label: words.form.acts }}
        options={acts.map((act) => ({ value: act, label: words.acts[act] }))}
        value={acts.filter((act) => !left.includes(act))}
        onChange={(chosen) => setLeft([...left.filter((one) => fields.includes(one)), ...without(acts, chosen)])}
      />
      {fields.length > 1 && (
        <Choices
          frame={{ id: 'fields', label: words.form.fields }}
          options={fields.map((id) => ({ value: id, label: names.get(id) ?? id }))}
          value={without(fields, left)}
          onChange={(chosen) => setLeft([...left.filter((one) => !fields.includes(one)), ...without(fields, chosen)])}
        />
      )}
    </>
  )
}

type UntilProps = { kind: Kind; until: string | undefined; setUntil: (until: string | undefined) => void }

function Until({ kind: { longest }, until, setUntil }: UntilProps) {
  const words = useMandates()
  const { optional } = useMessages()
  const spans: Readonly<Record<string, (n: number) => string>> = {
    months: words.months,
    years: words.years,
    days: words.days,
    hours: words.hours,
  }
  const hint = words.form.untilHint(spans[longest.unit]?.(longest.amount) ?? String(longest.amount))
  return (
    <DateInput frame={{ id: 'until', label: words.form.until, hint, optional }} value={until} onChange={setUntil} />
  )
}
