import { NoticeCentre } from '../components/notice-centre.tsx'
import { NoticeSettings } from '../components/notice-settings.tsx'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { PageTitle } from '../ui/page-title.tsx'
import styles from './page.module.css'

export function NoticesPage() {
  const { notices, house } = useMessages()
  return (
    <div className={styles.narrow}>
      <PageTitle title={notices.title} lead={notices.lead} house={house} />
      <NoticeCentre settings={paths.noticeSettings} />
    </div>
  )
}

export function NoticeSettingsPage() {
  const { noticeSettings, house } = useMessages()
  return (
    <div className={styles.narrow}>
      <PageTitle title={noticeSettings.title} lead={noticeSettings.lead} house={house} />
      <NoticeSettings />
    </div>
  )
}
