import { Link, useSearch } from '@tanstack/react-router'
import { SignInFirst } from './sign-in-first.tsx'
import { useMe } from '../components/use-me.ts'
import { useAccount } from '../messages/use-account.ts'
import { useMessages } from '../messages/use-messages.ts'
import { ownPath } from '../own-path.ts'
import { paths } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import styles from './connect.module.css'

/** `/nang-muc-dinh-danh`: what is wanted needs level 2; two ways lead there, and back to where the person was. */
export function RaiseLevelPage() {
  const { raiseLevel: words } = useAccount()
  const { house } = useMessages()
  const { next } = useSearch({ strict: false })
  const to = ownPath(next) ?? paths.home
  const me = useMe()
  if (me.data && !me.data.signedIn) return <SignInFirst />
  const isReached = (me.data?.assurance ?? 0) >= 2
  return (
    <>
      <PageTitle title={words.title} lead={words.lead} house={house} />
      <div className={styles.page}>
        {isReached ? (
          <Notice kind="good" title={words.verified}>
            <p>
              <a className={buttonClass()} href={to}>
                {words.goOn}
              </a>
            </p>
          </Notice>
        ) : (
          <Ways to={to} />
        )}
      </div>
    </>
  )
}

function Ways({ to }: { to: string }) {
  const { raiseLevel: words } = useAccount()
  const me = useMe()
  // People know their number with its 0.
  const address = me.data?.phone?.replace(/^\+84/, '0') ?? me.data?.email
  return (
    <>
      {me.data?.vneid && (
        <section>
          <h2>{words.vneid}</h2>
          <p>{words.vneidText}</p>
          <a className={buttonClass()} href={`/vneid/dang-nhap?next=${encodeURIComponent(to)}`}>
            {words.vneidButton}
          </a>
        </section>
      )}
      <section>
        <h2>{words.counter}</h2>
        <p>{words.counterText}</p>
        {address && <p>{words.counterSay(address)}</p>}
        <p>{words.verifiedSession}</p>
        <Link className={buttonClass({ kind: 'secondary' })} to={paths.signIn} search={{ next: to }}>
          {words.again}
        </Link>
      </section>
    </>
  )
}
