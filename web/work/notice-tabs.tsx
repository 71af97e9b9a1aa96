import { IconSpeakerphone } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { useAnnounceWords, useReach } from './use-announce.ts'
import styles from './announce.module.css'

/** The pages about notices that this official has; who has only their own sees no tabs. */
export function NoticeTabs() {
  const { tabs, sections } = useAnnounceWords()
  const reach = useReach()
  const writes = (reach.data?.kinds.length ?? 0) > 0
  const watches = reach.data?.watches ?? false
  if (!writes && !watches) return null
  return (
    <nav className={styles.tabs} aria-label={sections}>
      <Link to={paths.workNotices} activeOptions={{ exact: true }}>
        {tabs.mine}
      </Link>
      {writes && <Link to={paths.workAnnounce}>{tabs.announce}</Link>}
      <Link to={paths.workAnnounced} activeOptions={{ includeSearch: false }}>
        {tabs.announced}
      </Link>
      {watches && (
        <>
          <Link to={paths.workDeliveries} activeOptions={{ includeSearch: false }}>
            {tabs.deliveries}
          </Link>
          <Link to={paths.workNoticeWords}>{tabs.words}</Link>
        </>
      )}
    </nav>
  )
}

/** In the face's menu, for those whose post writes to people. */
export function AnnounceLink() {
  const { nav } = useAnnounceWords()
  const reach = useReach()
  if (!reach.data || reach.data.kinds.length === 0) return null
  return (
    <Link to={paths.workAnnounce}>
      <IconSpeakerphone size={18} aria-hidden />
      {nav}
    </Link>
  )
}
