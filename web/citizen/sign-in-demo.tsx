import { useQuery } from '@tanstack/react-query'
import { ask, useCommand, type Output } from '../api.ts'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { Notice } from '../ui/notice.tsx'
import type { Me } from './sign-in-page.tsx'
import styles from './sign-in.module.css'

/** Only a demo has these people: elsewhere the server gives none. */
export function DemoPeople({ onSignedIn }: { onSignedIn: (me: Me) => void }) {
  const { signInPage: words } = useMessages()
  const people = useQuery({ ...ask('people.demo-accounts', {}), retry: false })
  const signIn = useCommand('people.sign-in-demo')
  const describe = usePosition()
  const accounts = people.data ?? []
  if (accounts.length === 0) return null
  const groups = [
    { title: words.citizens, members: accounts.filter((account) => account.kind === 'citizen') },
    { title: words.officials, members: accounts.filter((account) => account.kind === 'official') },
  ]
  return (
    <section className={`${styles.demo} ${styles.wide}`} aria-labelledby="demo">
      <h2 id="demo">{words.demo}</h2>
      <p>{words.demoLead}</p>
      {signIn.isError && (
        <Notice kind="bad" announce>
          {signIn.error.message}
        </Notice>
      )}
      {groups.map(({ title, members }) => (
        <div key={title}>
          <h3>{title}</h3>
          <ul className={styles.people}>
            {members.map((person) => (
              <li key={person.id}>
                <button
                  type="button"
                  className={styles.person}
                  onClick={() => signIn.mutate({ account: person.id }, { onSuccess: onSignedIn })}
                >
                  <span className={styles.initial} aria-hidden>
                    {person.name.split(' ').at(-1)?.slice(0, 1)}
                  </span>
                  <span>
                    <strong>{person.name}</strong>
                    <small>{describe(person.posts)}</small>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

type Post = Output<'people.demo-accounts'>[number]['posts'][number]

/** "Chủ tịch Ủy ban nhân dân, xã Gio Linh": the names of a post's role and unit. */
function usePosition(): (posts: readonly Post[]) => string {
  const locale = useLocale()
  const { signInPage: words } = useMessages()
  return (posts) => {
    const [post] = posts
    if (!post) return words.citizen
    return [post.roleName ?? { vi: post.role }, post.unitName ?? { vi: post.unit }]
      .map((name) => say(name, locale))
      .join(', ')
  }
}
