import { NoticeCentre } from '../components/notice-centre.tsx'
import { NoticeSettings } from '../components/notice-settings.tsx'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { PageTitle } from '../ui/page-title.tsx'
import { NoticeTabs } from './notice-tabs.tsx'
import styles from './work.module.css'

export function NoticesPage() {
  const { notices, house } = useMessages()
  return (
    <main id="content" className={styles.page}>
      <NoticeTabs />
      <PageTitle title={notices.title} lead={notices.lead} house={house} />
      <NoticeCentre settings={paths.workNoticeSettings} />
    </main>
  )
}

export function NoticeSettingsPage() {
  const { noticeSettings, house } = useMessages()
  return (
    <main id="content" className={styles.page}>
      <PageTitle title={noticeSettings.title} lead={noticeSettings.lead} house={house} />
      <NoticeSettings />
    </main>
  )
}
