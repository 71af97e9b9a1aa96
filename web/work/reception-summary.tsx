import { decideFees, totalOf } from '#core/forms/decide'
import type { Examination } from '#core/forms/examine'
import { useQuery } from '@tanstack/react-query'
import { api } from '../api.ts'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { TextInput, Tick } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { useSettled } from '../ui/use-settled.ts'
import type { ProcedureView } from './reception-form.tsx'
import type { Counter } from './reception-page.tsx'
import type { useRegister } from './use-register.ts'
import { useWork } from './use-work.ts'
import styles from './reception.module.css'

export type Payment = { now: boolean; receipt: string }

type SummaryProps = {
  procedure: ProcedureView
  counter: Counter
  unit: string | undefined
  examination: Examination
  /** what is missing beside the form; the form's own problems stand on top of it */
  missing: readonly string[]
  left: number
  tried: boolean
  payment: Payment
  onPayment: (payment: Payment) => void
  register: ReturnType<typeof useRegister>
  onGo: (accept: boolean) => void
}

/** Always in sight: when it is due, what it costs, what is still missing, and the one button. */
export function ReceptionSummary(props: SummaryProps) {
  const { left, missing, tried, register, onGo } = props
  const { reception } = useWork()
  const format = useFormat()
  return (
    <aside className={styles.summary} aria-label={reception.summary}>
      <Due {...props} />
      <Fees {...props} />
      <p role="status" className={left > 0 ? styles.quiet : styles.good}>
        {left > 0 ? reception.left(format.number(left)) : reception.ready}
      </p>
      {tried && missing.length > 0 && (
        <ul className={styles.left}>
          {missing.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      {register.error && (
        <Notice kind="bad" announce>
          {register.error.message}
        </Notice>
      )}
      <Button wide busy={register.pending} shortcut="Ctrl+Enter" onClick={() => onGo(true)}>
        {register.pending ? reception.working : reception.register}
      </Button>
      <Button wide kind="secondary" busy={register.pending} onClick={() => onGo(false)}>
        {reception.hold}
      </Button>
    </aside>
  )
}

function Due({ procedure, counter, unit }: SummaryProps) {
  const { reception } = useWork()
  const format = useFormat()
  const place = useSettled(unit ?? '', 300)
  const quote = useQuery({
    queryKey: ['procedures.quote', procedure.code, counter.channel, place] as const,
    queryFn: () =>
      api.command('procedures.quote', {
        code: procedure.code,
        channel: counter.channel,
        ...(place && { unit: place }),
      }),
    retry: false,
    refetchInterval: 60_000,
  })
  if (procedure.immediate) return <Big label={reception.due} value={reception.immediate} />
  const dueAt = quote.data?.dueAt
  if (!dueAt) return null
  return (
    <Big label={reception.due} value={format.date(dueAt)} note={`${format.weekday(dueAt)}, ${format.time(dueAt)}`} />
  )
}

function Big({ label, value, note }: { label: string; value: string; note?: string }) {
  return (
    <p className={styles.big}>
      <small>{label}</small>
      <strong>{value}</strong>
      {note && <small>{note}</small>}
    </p>
  )
}

function Fees({ procedure, examination, payment, onPayment }: SummaryProps) {
  const { reception, page } = useWork()
  const locale = useLocale()
  const format = useFormat()
  const fees = decideFees(procedure.fees, examination.scope)
  const total = totalOf(fees)
  if (fees.length === 0) return <p className={styles.quiet}>{reception.noFees}</p>
  return (
    <section className={styles.fees}>
      <h2>{reception.fees}</h2>
      <dl>
        {fees.map((fee) => (
          <div key={fee.id}>
            <dt>
              {say(fee.name, locale)}
              {fee.because && <small>{say(fee.because, locale)}</small>}
            </dt>
            <dd>{fee.amount === undefined ? '–' : format.money(fee.amount)}</dd>
          </div>
        ))}
        <div>
          <dt>{page.feeTotal}</dt>
          <dd>
            <strong>{total === undefined ? '–' : format.money(total)}</strong>
          </dd>
        </div>
      </dl>
      {total === undefined && <p className={styles.quiet}>{reception.feesUndecided}</p>}
      {total !== undefined && total > 0 && (
        <>
          <Tick
            frame={{ id: 'pay-now', label: reception.payNow }}
            value={payment.now}
            onChange={(now) => onPayment({ ...payment, now })}
          />
          {payment.now && (
            <TextInput
              frame={{ id: 'receipt-number', label: reception.receiptNumber }}
              value={payment.receipt}
              onChange={(receipt) => onPayment({ ...payment, receipt })}
              maxLength={40}
            />
          )}
        </>
      )}
    </section>
  )
}
