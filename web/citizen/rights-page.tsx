import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useMe } from '../components/use-me.ts'
import { useMine } from '../components/use-mine.ts'
import { useMessages } from '../messages/use-messages.ts'
import { useMyData } from '../messages/use-rights.ts'
import { paths } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { ConsentsSection } from './rights-consents.tsx'
import { CopySection } from './rights-copy.tsx'
import { CorrectionSection } from './rights-correction.tsx'
import { ErasureAsked } from './rights-erasure.tsx'
import { KindsSection } from './rights-kinds.tsx'
import styles from './rights.module.css'
import page from './page.module.css'
import { SignInFirst } from './sign-in-first.tsx'

export type MyData = Output<'people.my-data'>

/** `/tai-khoan/du-lieu`: what is kept of me, and what I may ask about it (Luật 91/2025/QH15 Đ4). */
export function MyDataPage() {
  const words = useMyData()
  const { house } = useMessages()
  const me = useMe()
  return (
    <div className={page.narrow}>
      <PageTitle title={words.title} lead={words.lead} house={house} />
      {me.data && !me.data.signedIn && <SignInFirst />}
      {me.data?.signedIn && me.data.kind !== 'citizen' && <Notice>{words.citizensOnly}</Notice>}
      {me.data?.kind === 'citizen' && <Sections />}
    </div>
  )
}

function Sections() {
  const words = useMyData()
  const query = useQuery(ask('people.my-data', {}))
  useMine(['people.my-data'])
  return (
    <QueryState query={query}>
      {(data) => (
        <>
          {data.erasure && <ErasureAsked erasure={data.erasure} />}
          <KindsSection kinds={data.kinds} />
          <ConsentsSection />
          <CopySection data={data} />
          <CorrectionSection records={data.records} />
          {!data.erasure && (
            <section className={page.section} aria-labelledby="erase">
              <h2 id="erase">{words.erase.title}</h2>
              <p className={styles.lead}>{words.erase.lead}</p>
              <Link className={buttonClass({ kind: 'secondary' })} to={paths.myDataErase}>
                {words.erase.preview}
              </Link>
            </section>
          )}
        </>
      )}
    </QueryState>
  )
}
