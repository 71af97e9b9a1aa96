import { IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { say, useLocale } from '../messages/use-messages.ts'
import { useMyData } from '../messages/use-rights.ts'
import type { MyData } from './rights-page.tsx'
import styles from './rights.module.css'
import page from './page.module.css'

type Kind = MyData['kinds'][number]

/** What is there first, each with why and until when; what is not kept at all, in one sentence. */
export function KindsSection({ kinds }: { kinds: readonly Kind[] }) {
  const { kept: words } = useMyData()
  const locale = useLocale()
  const there = kinds.filter(({ count }) => count !== 0)
  const absent = kinds.filter(({ count }) => count === 0).map(({ name }) => say(name, locale).toLocaleLowerCase(locale))
  return (
    <section className={page.section} aria-labelledby="kept">
      <h2 id="kept">{words.title}</h2>
      <ul className={styles.kinds}>
        {there.map((kind) => (
          <KindRow key={kind.id} kind={kind} />
        ))}
      </ul>
      {absent.length > 0 && <p className={styles.none}>{words.none(absent.join('; '))}</p>}
    </section>
  )
}

function KindRow({ kind }: { kind: Kind }) {
  const { kept: words } = useMyData()
  const locale = useLocale()
  const facts: readonly (readonly [string, string | undefined])[] = [
    [words.why, say(kind.why, locale)],
    [words.until, say(kind.until, locale)],
    [words.basis, kind.basis],
  ]
  return (
    <li>
      <details className={styles.kind}>
        <summary>
          <span className={styles.name}>{say(kind.name, locale)}</span>
          {kind.count !== undefined && <span className={styles.count}>{words.count(kind.count)}</span>}
          <IconChevronRight size={20} aria-hidden />
        </summary>
        <dl className={styles.about}>
          {facts.map(
            ([label, text]) =>
              text && (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{text}</dd>
                </div>
              ),
          )}
        </dl>
        {kind.path && (
          <p className={styles.open}>
            <Link to={kind.path}>{words.open}</Link>
          </p>
        )}
      </details>
    </li>
  )
}
