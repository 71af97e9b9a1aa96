import { useEffect, useRef } from 'react'
import { useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { actKeys } from './acts.ts'
import { useWork } from './use-work.ts'
import styles from './face.module.css'

/** What `?` shows: every key of the face. It lies on the page, beside the work, not over it. */
export function KeyList({ onClose }: { onClose: () => void }) {
  const { close } = useMessages()
  const { keys, acts } = useWork()
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.focus(), [])
  const actNames: Readonly<Record<string, string>> = acts
  const groups: readonly [string, readonly (readonly [string, string])[]][] = [
    [
      keys.groups.move,
      [
        ['j', keys.next],
        ['k', keys.previous],
        ['Enter', keys.open],
        ['x', keys.select],
        ['/', keys.search],
        ['Esc', keys.escape],
        ['1–6', keys.tabs],
        ['Ctrl+Enter', keys.submit],
        ['?', keys.help],
      ],
    ],
    [keys.groups.act, Object.entries(actKeys).map(([act, key]) => [key, actNames[act] ?? act] as const)],
  ]
  return (
    <aside className={styles.keys} aria-label={keys.title} ref={box} tabIndex={-1}>
      <div className={styles.keysHead}>
        <h2>{keys.title}</h2>
        <Button kind="plain" small onClick={onClose}>
          {close}
        </Button>
      </div>
      {groups.map(([title, rows]) => (
        <section key={title}>
          <h3>{title}</h3>
          <dl>
            {rows.map(([key, words]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </aside>
  )
}
