import { Link } from '@tanstack/react-router'
import type { Output } from '../../api.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { useAccount } from '../../messages/use-account.ts'
import { paths } from '../../paths.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useMe } from '../use-me.ts'
import styles from './account.module.css'

/** Who I am here: name, level, password. */
export function SignInWays({ security }: { security: Output<'people.get-security'> }) {
  const words = useAccount()
  const { none } = useMessages()
  const me = useMe()
  if (!me.data) return null
  const level = me.data.assurance >= 2 ? 2 : 1
  return (
    <section aria-labelledby="ways">
      {me.data.secondFactorNeeded && (
        <Notice kind="watch" title={words.secondFactor.title}>
          {words.secondFactor.text}
        </Notice>
      )}
      <h2 id="ways">{me.data.name || none}</h2>
      <ul className={styles.list}>
        {me.data.kind === 'citizen' && (
          <li>
            <span className={styles.what}>
              <strong>{words.level}</strong>
              <small>{words.levels[level]}</small>
            </span>
            {level < 2 && (
              <Link
                className={buttonClass({ kind: 'secondary', small: true })}
                to={paths.raiseLevel}
                search={{ next: paths.account }}
              >
                {words.raise}
              </Link>
            )}
          </li>
        )}
        <li>
          <span className={styles.what}>
            <strong>{words.password.title}</strong>
            <small>{security.hasPassword ? words.password.has : words.password.none}</small>
          </span>
          <Link className={buttonClass({ kind: 'secondary', small: true })} to={paths.password}>
            {security.hasPassword ? words.password.change : words.password.set}
          </Link>
        </li>
      </ul>
    </section>
  )
}
