import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import type { ProcedureView } from './walk.tsx'
import styles from './procedure.module.css'

type FeeRow = ProcedureView['fees'][number]['when'][number]

/** The rows of each fee's decision table; of an imported procedure, what was published for each way of filing. */
export function FeeTable({ procedure }: { procedure: ProcedureView }) {
  const { procedure: words } = useMessages()
  const locale = useLocale()
  const published = procedure.ways.filter((way) => way.fee)
  if (procedure.fees.length === 0 && published.length === 0) return <p>{words.free}</p>
  return (
    <table className={styles.fees}>
      <tbody>
        {procedure.fees.map((fee) => (
          <tr key={fee.id}>
            <td>
              {say(fee.name, locale)}
              <small>{say(fee.basis, locale)}</small>
            </td>
            <td>
              {fee.when.some((row) => typeof row.pay === 'string')
                ? words.feeDepends
                : fee.when.map((row, at) => <Amount key={at} row={row} only={fee.when.length === 1} />)}
            </td>
          </tr>
        ))}
        {procedure.fees.length === 0 &&
          published.map((way, at) => (
            <tr key={at}>
              <td>{words.channels[way.channel]}</td>
              <td className={styles.said}>{way.fee}</td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}

function Amount({ row, only }: { row: FeeRow; only: boolean }) {
  const { procedure: words } = useMessages()
  const locale = useLocale()
  const format = useFormat()
  const because = row.because ? say(row.because, locale) : !only && row.if === undefined ? words.otherwise : undefined
  return (
    <div>
      {typeof row.pay === 'number' && row.pay > 0 ? format.money(row.pay) : words.free}
      {because && <small>{because}</small>}
    </div>
  )
}

/** The fee at a glance: one amount, from … to …, or that it depends. */
export function useFeeGlance(): (procedure: ProcedureView) => string {
  const { procedure: words } = useMessages()
  const format = useFormat()
  return ({ fees, ways }) => {
    if (fees.length === 0)
      return ways.some((way) => way.fee && !/^miễn phí$/i.test(way.fee)) ? words.feeDepends : words.free
    const [fee, ...others] = fees
    const pays = fee?.when.map((row) => row.pay) ?? []
    const largest = Math.max(...pays.filter((pay) => typeof pay === 'number'))
    if (pays.every((pay) => pay === 0) && others.length === 0) return words.free
    if (others.length > 0 || pays.some((pay) => typeof pay === 'string')) return words.feeDepends
    return pays.length === 1 ? format.money(largest) : words.feeUpTo(format.money(largest))
  }
}
