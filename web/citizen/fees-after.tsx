import { decideFees } from '#core/forms/decide'
import { useQuery } from '@tanstack/react-query'
import { api } from '../api.ts'
import { useFormat, useMessages } from '../messages/use-messages.ts'
import { Notice } from '../ui/notice.tsx'
import type { Corrections } from './corrections.tsx'
import type { OwnCase } from './my-case-page.tsx'
import type { ProcedureView } from './walk.tsx'

type FeesProps = { own: OwnCase; procedure: ProcedureView; corrections: Corrections }

/** What the corrections make of the fees, told before they are sent; nothing where the fees stay as they are. */
export function FeesAfter({ own, procedure, corrections: { form, answers } }: FeesProps) {
  const { supplement: words } = useMessages()
  const format = useFormat()
  // The server says what is left to pay; it is asked again only when an answer that decides a fee has changed.
  const amounts = decideFees(procedure.fees, form.examination.scope).map(({ amount }) => amount ?? null)
  const quote = useQuery({
    queryKey: ['cases.quote-supplement', own.code, own.version, amounts],
    queryFn: () => api.command('cases.quote-supplement', { code: own.code, answers: answers ?? {} }),
    enabled: answers !== undefined && procedure.fees.length > 0,
    retry: false,
  })
  const found = answers && quote.data
  if (!found || (found.was === found.is && found.overpaid === 0)) return null
  return (
    <Notice kind="watch" title={words.feesTitle} announce>
      {found.was !== found.is && <p>{words.feesChange(format.money(found.was), format.money(found.is))}</p>}
      {found.toPay > 0 && <p>{words.feesToPay(format.money(found.toPay))}</p>}
      {found.overpaid > 0 && <p>{words.feesOverpaid(format.money(found.overpaid))}</p>}
    </Notice>
  )
}
