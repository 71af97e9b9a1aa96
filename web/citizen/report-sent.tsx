import { Link } from '@tanstack/react-router'
import type { Output } from '../api.ts'
import { useReports } from '../messages/use-reports.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import pageStyles from './page.module.css'
import styles from './report.module.css'

type SentProps = { sent: Output<'reports.submit'> | 'kept'; onAnother: () => void }

/** What became of it, and how the person finds it again. */
export function Sent({ sent, onAnother }: SentProps) {
  const t = useReports()
  const { house } = useMessages()
  const format = useFormat()
  const locale = useLocale()
  const another = (
    <Button kind="secondary" onClick={onAnother}>
      {t.form.another}
    </Button>
  )
  if (sent === 'kept')
    return (
      <>
        <PageTitle title={t.form.offlineSaved} house={house} />
        <div className={pageStyles.actions}>{another}</div>
      </>
    )
  return (
    <>
      <PageTitle title={t.form.sent} lead={t.form.sentTo(say(sent.unit.name, locale))} house={house} />
      <dl className={styles.codes}>
        <div>
          <dt>{t.form.code}</dt>
          <dd>{sent.code}</dd>
        </div>
        {sent.secret && (
          <div>
            <dt>{t.form.secret}</dt>
            <dd>{sent.secret}</dd>
          </div>
        )}
        {sent.dueAt && (
          <div>
            <dt>{t.form.answerBy}</dt>
            <dd>{format.dateTime(sent.dueAt)}</dd>
          </div>
        )}
      </dl>
      {sent.secret && <Notice kind="watch">{t.form.secretText}</Notice>}
      <div className={`${pageStyles.actions} ${pageStyles.section}`}>
        <Link className={buttonClass()} to={paths.report} params={{ code: sent.code }}>
          {t.form.follow}
        </Link>
        {another}
      </div>
    </>
  )
}
