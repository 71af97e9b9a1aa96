import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { useVoices } from '../messages/use-voices.ts'
import { paths } from '../paths.ts'
import listStyles from '../ui/list.module.css'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState, Skeleton } from '../ui/state.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import pageStyles from './page.module.css'

export function SurveysPage() {
  const { surveys: t } = useVoices()
  const { house, loading } = useMessages()
  const format = useFormat()
  const locale = useLocale()
  const found = useQuery(ask('reports.list-surveys', {}))
  return (
    <div className={pageStyles.narrow}>
      <PageTitle title={t.title} lead={t.lead} house={house} />
      <QueryState query={found} waiting={<Skeleton lines={6} label={loading} />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t.empty} text={t.emptyText} />
          ) : (
            <ul className={listStyles.list}>
              {items.map((survey) => (
                <li key={survey.id}>
                  <Link to={paths.survey} params={{ id: survey.id }} className={listStyles.row}>
                    <span className={listStyles.text}>
                      <span className={listStyles.title}>{say(survey.name, locale)}</span>
                      <span className={listStyles.note}>
                        {[
                          t.kind[survey.kind],
                          say(survey.by.name, locale),
                          t.until(format.date(survey.until)),
                          t.answers(format.number(survey.answers)),
                        ].join(' · ')}
                      </span>
                    </span>
                    <StatusMark status={survey.open ? 'active' : 'unknown'}>
                      {survey.open ? t.open : t.closed}
                    </StatusMark>
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </QueryState>
    </div>
  )
}
