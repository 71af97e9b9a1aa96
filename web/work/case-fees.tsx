import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { StatusMark } from '../ui/status-mark.tsx'
import type { CaseView } from './acts.ts'
import { useWork } from './use-work.ts'
import styles from './case-parts.module.css'

export function CaseFees({ found }: { found: CaseView }) {
  const { page } = useWork()
  const locale = useLocale()
  const format = useFormat()
  if (found.fees.length === 0) return <p className={styles.quiet}>{page.feeNone}</p>
  const total = found.fees.reduce((sum, fee) => sum + fee.amount, 0)
  return (
    <table className={styles.table}>
      <tbody>
        {found.fees.map((fee) => (
          <tr key={fee.id}>
            <th scope="row">
              {say(fee.name, locale)}
              {fee.because && <small>{say(fee.because, locale)}</small>}
            </th>
            <td>
              <Paid fee={fee} />
            </td>
            <td className={styles.number}>{format.money(fee.amount)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            {page.feeTotal}
          </th>
          <td className={styles.number}>{format.money(total)}</td>
        </tr>
      </tfoot>
    </table>
  )
}

function Paid({ fee }: { fee: CaseView['fees'][number] }) {
  const { page } = useWork()
  const format = useFormat()
  if (fee.amount === 0) return null
  if (!fee.paidAt) return <StatusMark status="watch">{page.feeOpen}</StatusMark>
  return <StatusMark status="good">{page.feePaid(fee.receiptNumber ?? '', format.dateTime(fee.paidAt))}</StatusMark>
}
