import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Problem, useCommand, type Output } from '../../api.ts'
import { useAccount } from '../../messages/use-account.ts'
import { useFormat } from '../../messages/use-messages.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { makePasskey, passkeysWork } from './passkey.ts'
import styles from './account.module.css'

export function PasskeysSection({ security }: { security: Output<'people.get-security'> }) {
  const { passkeys: words } = useAccount()
  const { date, dateTime } = useFormat()
  const client = useQueryClient()
  const remove = useCommand('people.remove-passkey', ['people.get-security'])
  const add = useMutation({
    mutationFn: makePasskey,
    onSuccess: () => client.invalidateQueries({ queryKey: ['people.get-security'] }),
  })
  return (
    <section aria-labelledby="passkeys">
      <h2 id="passkeys">{words.title}</h2>
      <p className={styles.lead}>{words.lead}</p>
      {security.passkeys.length > 0 && (
        <ul className={styles.list}>
          {security.passkeys.map((passkey) => (
            <li key={passkey.id}>
              <span className={styles.what}>
                <strong>{passkey.name}</strong>
                <small>
                  {words.made(date(passkey.createdAt))}
                  {passkey.usedAt && `, ${words.used(dateTime(passkey.usedAt))}`}
                </small>
              </span>
              <Button kind="secondary" small busy={remove.isPending} onClick={() => remove.mutate({ id: passkey.id })}>
                {words.remove}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {add.isSuccess && (
        <Notice kind="good" announce>
          {words.added}
        </Notice>
      )}
      {add.isError && (
        <Notice kind="bad" announce>
          {add.error instanceof Problem ? add.error.message : words.cancelled}
        </Notice>
      )}
      <div className={styles.form}>
        {passkeysWork() ? (
          <Button kind="secondary" busy={add.isPending} onClick={() => add.mutate()}>
            {words.add}
          </Button>
        ) : (
          <p>{words.unsupported}</p>
        )}
      </div>
    </section>
  )
}
