import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useMe } from '../components/use-me.ts'
import { useReports } from '../messages/use-reports.ts'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState, Skeleton } from '../ui/state.tsx'
import { ReportCard } from './report-lines.tsx'
import { forgetSent, useSentReports } from './sent-reports.ts'
import pageStyles from './page.module.css'
import styles from './reports.module.css'
import reportStyles from './report.module.css'

/** What this account has sent, and what was sent from this device without a name. */
export function MyReportsPage() {
  const t = useReports()
  const { house } = useMessages()
  const me = useMe()
  return (
    <div className={pageStyles.narrow}>
      <PageTitle title={t.mine} house={house} />
      <p className={styles.top}>
        <Link className={buttonClass()} to={paths.reportSend}>
          <IconPlus size={20} aria-hidden /> {t.send}
        </Link>
      </p>
      {me.data?.signedIn && <Mine />}
      <OnDevice />
      {me.data && !me.data.signedIn && <SignIn />}
    </div>
  )
}

function SignIn() {
  const t = useReports()
  const { signIn } = useMessages()
  return (
    <EmptyState
      title={t.mine}
      text={t.myEmptyText}
      action={
        <Link className={buttonClass({ kind: 'secondary' })} to={paths.signIn} search={{ next: paths.myReports }}>
          {signIn}
        </Link>
      }
    />
  )
}

function Mine() {
  const t = useReports()
  const { loading } = useMessages()
  const found = useQuery({ ...ask('reports.list-mine', { limit: 50 }), refetchInterval: 60_000 })
  return (
    <QueryState query={found} waiting={<Skeleton lines={6} label={loading} />}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={t.myEmpty} text={t.myEmptyText} />
        ) : (
          <ul className={styles.cards}>
            {items.map((report) => (
              <ReportCard key={report.code} report={report} />
            ))}
          </ul>
        )
      }
    </QueryState>
  )
}

function OnDevice() {
  const t = useReports()
  const sent = useSentReports()
  if (sent.length === 0) return null
  return (
    <section className={pageStyles.section}>
      <h2>{t.onDevice}</h2>
      <p className={styles.lead}>{t.onDeviceText}</p>
      <ul className={reportStyles.deviceList}>
        {sent.map(({ code, title }) => (
          <li key={code}>
            <Link to={paths.report} params={{ code }}>
              {title}
            </Link>
            <span className={styles.lead}>{code}</span>
            <Button kind="plain" small aria-label={`${t.forget}: ${code}`} onClick={() => forgetSent(code)}>
              {t.forget}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
