import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api, type Output } from '../api.ts'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { useWork } from './use-work.ts'
import styles from './reception.module.css'

type Item = Output<'cases.search'>['items'][number]

/** The cases of a person that this counter may see; none until the number is whole. */
export function useCasesOf(personalId: string): readonly Item[] {
  const whole = /^\d{12}$/.test(personalId)
  const found = useQuery({
    queryKey: ['cases.search', { q: personalId }],
    queryFn: ({ signal }) => api.command('cases.search', { q: personalId, limit: 10 }, { signal }),
    enabled: whole,
    retry: false,
  })
  return whole ? (found.data?.items ?? []) : []
}

export function PersonCases({ items, open = false }: { items: readonly Item[]; open?: boolean }) {
  const { reception } = useWork()
  const locale = useLocale()
  const format = useFormat()
  return (
    <details className={styles.before} open={open}>
      <summary>{reception.before(format.number(items.length))}</summary>
      <ul>
        {items.map((item) => (
          <li key={item.code}>
            <Link to={paths.workCase} params={{ code: item.code }} target="_blank">
              {say(item.procedure.name, locale)}
            </Link>{' '}
            <small>
              {item.code} · {say(item.state.text, locale)} · {format.date(item.times.submittedAt)}
            </small>
          </li>
        ))}
      </ul>
    </details>
  )
}
