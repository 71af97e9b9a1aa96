import { useState } from 'react'
import { useCommand } from '../api.ts'
import { useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import type { OwnCase } from './my-case-page.tsx'

/** A legal act: confirmed on the page, with what follows from it. Offered while the server says that it is possible. */
export function Withdraw({ own }: { own: OwnCase }) {
  const { caseView, cancel } = useMessages()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const withdraw = useCommand('cases.withdraw', ['cases.get', 'cases.list-mine'])
  const possible = own.actions.some(({ action, allowed }) => action === 'withdraw' && allowed)
  if (!possible) return null
  if (!asking) {
    return (
      <div>
        <Button kind="danger" onClick={() => setAsking(true)}>
          {caseView.withdraw}
        </Button>
      </div>
    )
  }
  const given = reason.trim()
  return (
    <Confirm
      danger
      title={caseView.withdrawTitle}
      confirm={caseView.withdrawConfirm}
      cancel={cancel}
      busy={withdraw.isPending}
      onCancel={() => setAsking(false)}
      onConfirm={() =>
        withdraw.mutate(
          { code: own.code, version: own.version, ...(given && { reason: given }) },
          { onSuccess: () => setAsking(false) },
        )
      }
    >
      <p>{caseView.withdrawText}</p>
      {withdraw.isError && (
        <Notice kind="bad" announce>
          {withdraw.error.message}
        </Notice>
      )}
      <TextInput
        frame={{ id: 'reason', label: caseView.withdrawReason }}
        value={reason}
        onChange={setReason}
        lines={2}
        maxLength={2000}
      />
    </Confirm>
  )
}
