import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useCommand } from '../api.ts'
import { useFormat } from '../messages/use-messages.ts'
import { useMyData } from '../messages/use-rights.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { canConfirm, ConfirmSelf, isProven, type Proof } from './confirm-self.tsx'
import type { MyData } from './rights-page.tsx'
import styles from './rights.module.css'
import page from './page.module.css'

const verified = 2

/** A copy of everything: asked for, made meanwhile, fetched for some days. */
export function CopySection({ data }: { data: MyData }) {
  const { copy: words, self } = useMyData()
  const [isMissing, setMissing] = useState(false)
  const [proof, setProof] = useState<Proof>({})
  const ask = useCommand('people.ask-copy', ['people.my-data'])
  const needsProof = data.level < verified
  const begin = () => {
    const proven = !needsProof || isProven(data.confirm, proof)
    setMissing(!proven)
    if (proven) ask.mutate(needsProof ? proof : {}, { onSuccess: () => setProof({}) })
  }
  const making = data.copies.some(({ state }) => state === 'making')
  return (
    <section className={page.section} aria-labelledby="copy">
      <h2 id="copy">{words.title}</h2>
      <p className={styles.lead}>{words.lead}</p>
      {data.copies.length > 0 && (
        <ul className={styles.copies}>
          {data.copies.map((copy) => (
            <CopyRow key={copy.id} copy={copy} />
          ))}
        </ul>
      )}
      {!making && (
        <div className={styles.form}>
          {needsProof && <ConfirmSelf id="copy" ways={data.confirm} proof={proof} onChange={setProof} />}
          {(isMissing || ask.isError) && (
            <Notice kind="bad" announce>
              {isMissing ? self.missing : ask.error?.message}
            </Notice>
          )}
          {(!needsProof || canConfirm(data.confirm)) && (
            <Button kind="secondary" busy={ask.isPending} onClick={begin}>
              {words.ask}
            </Button>
          )}
        </div>
      )}
    </section>
  )
}

function CopyRow({ copy }: { copy: MyData['copies'][number] }) {
  const { copy: words } = useMyData()
  const format = useFormat()
  if (copy.state === 'making')
    return (
      <li>
        <Notice announce>{words.making}</Notice>
      </li>
    )
  if (copy.state === 'failed')
    return (
      <li>
        <Notice kind="bad">{words.failed}</Notice>
      </li>
    )
  if (copy.path === undefined)
    return (
      <li className={styles.small}>
        {words.made(format.dateTime(copy.askedAt))}: {words.ended}
      </li>
    )
  return (
    <li>
      <a className={buttonClass()} href={copy.path} download>
        <IconDownload size={20} aria-hidden /> {words.ready(format.bytes(copy.sizeBytes ?? 0))}
      </a>
      <p className={styles.small}>
        {copy.until && words.until(format.dateTime(copy.until))}. {words.careful}
      </p>
    </li>
  )
}
