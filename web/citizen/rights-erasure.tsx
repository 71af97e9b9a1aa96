import { useCommand } from '../api.ts'
import { useFormat } from '../messages/use-messages.ts'
import { useMyData } from '../messages/use-rights.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import type { MyData } from './rights-page.tsx'

/** A request that waits for its day, and the way back. */
export function ErasureAsked({ erasure }: { erasure: NonNullable<MyData['erasure']> }) {
  const { erase: words } = useMyData()
  const format = useFormat()
  const withdraw = useCommand('people.withdraw-erasure', ['people.my-data'])
  return (
    <Notice kind="watch" title={words.askedTitle(format.dateTime(erasure.from))}>
      <p>{words.askedText}</p>
      {withdraw.isError && <p role="alert">{withdraw.error.message}</p>}
      <p>
        <Button kind="secondary" busy={withdraw.isPending} onClick={() => withdraw.mutate({})}>
          {words.withdraw}
        </Button>
      </p>
    </Notice>
  )
}
