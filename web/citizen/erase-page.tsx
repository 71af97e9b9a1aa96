import { IconArchive, IconEyeOff, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, useCommand } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useMe } from '../components/use-me.ts'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { useMyData } from '../messages/use-rights.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { canConfirm, ConfirmSelf, isProven, type Proof } from './confirm-self.tsx'
import { ErasureAsked } from './rights-erasure.tsx'
import type { MyData } from './rights-page.tsx'
import styles from './rights.module.css'
import page from './page.module.css'
import { SignInFirst } from './sign-in-first.tsx'

/** `/tai-khoan/du-lieu/xoa`: what will be erased and what law keeps, before anybody decides. */
export function ErasePage() {
  const { erase: words, citizensOnly } = useMyData()
  const { house } = useMessages()
  const me = useMe()
  const above = <Link to={paths.myData}>{words.back}</Link>
  return (
    <div className={page.narrow}>
      <PageTitle title={words.title} lead={words.pageLead} above={above} house={house} />
      {me.data && !me.data.signedIn && <SignInFirst />}
      {me.data?.signedIn && me.data.kind !== 'citizen' && <Notice>{citizensOnly}</Notice>}
      {me.data?.kind === 'citizen' && <Preview />}
    </div>
  )
}

function Preview() {
  const { erase: words } = useMyData()
  const query = useQuery(ask('people.my-data', {}))
  return (
    <QueryState query={query}>
      {(data) => (
        <>
          {data.erasure && <ErasureAsked erasure={data.erasure} />}
          {data.open.length > 0 && <StillOpen open={data.open} />}
          <Fate kinds={data.kinds} fate="erased" />
          <Fate kinds={data.kinds} fate="anonymous" />
          <Fate kinds={data.kinds} fate="kept" />
          <section className={styles.after}>
            <h2>{words.afterTitle}</h2>
            <ul>
              {words.after.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </section>
          {!data.erasure && data.open.length === 0 && <Decide data={data} />}
        </>
      )}
    </QueryState>
  )
}

type Kind = MyData['kinds'][number]
const icons = { erased: IconTrash, anonymous: IconEyeOff, kept: IconArchive }

function Fate({ kinds, fate }: { kinds: readonly Kind[]; fate: Kind['onErasure'] }) {
  const { erase: words } = useMyData()
  const locale = useLocale()
  const Icon = icons[fate]
  const these = kinds.filter(({ onErasure, count }) => onErasure === fate && count !== 0)
  if (these.length === 0) return null
  return (
    <section className={`${styles.fate} ${styles[fate] ?? ''}`}>
      <h2>
        <Icon size={22} aria-hidden /> {words[fate]}
      </h2>
      {fate === 'kept' && <p className={styles.small}>{words.keptLead}</p>}
      <ul>
        {these.map(({ id, name, basis, until }) => (
          <li key={id}>
            {say(name, locale)}
            {fate !== 'erased' && <small>{fate === 'kept' ? basis : say(until, locale)}</small>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function StillOpen({ open }: { open: MyData['open'] }) {
  const { erase: words, kept } = useMyData()
  const locale = useLocale()
  return (
    <Notice kind="watch" title={words.openTitle}>
      <ul>
        {open.map(({ id, name, count, path }) => (
          <li key={id}>
            {path ? <Link to={path}>{say(name, locale)}</Link> : say(name, locale)}: {kept.count(count)}
          </li>
        ))}
      </ul>
      <p>{words.openText}</p>
    </Notice>
  )
}

function Decide({ data }: { data: MyData }) {
  const { erase: words, self } = useMyData()
  const [proof, setProof] = useState<Proof>({})
  const [isMissing, setMissing] = useState(false)
  const erase = useCommand('people.ask-erasure', ['people.my-data'])
  const decide = () => {
    const proven = isProven(data.confirm, proof)
    setMissing(!proven)
    if (proven) erase.mutate(proof)
  }
  return (
    <section className={page.section} aria-labelledby="decide">
      <h2 id="decide">{words.confirmTitle}</h2>
      <div className={styles.form}>
        <ConfirmSelf id="erase" ways={data.confirm} proof={proof} onChange={setProof} />
        {(isMissing || erase.isError) && (
          <Notice kind="bad" announce>
            {isMissing ? self.missing : erase.error?.message}
          </Notice>
        )}
        {canConfirm(data.confirm) && (
          <Button kind="danger" busy={erase.isPending} onClick={decide}>
            {words.confirm}
          </Button>
        )}
      </div>
    </section>
  )
}
