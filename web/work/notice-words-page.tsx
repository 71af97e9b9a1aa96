import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { TextInput } from '../ui/inputs.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { foldText } from '../ui/fold-text.ts'
import { EmptyState } from '../ui/state.tsx'
import { NoticeTabs } from './notice-tabs.tsx'
import { useAnnounceWords, useReach } from './use-announce.ts'
import styles from './announce.module.css'
import work from './work.module.css'

type Template = Output<'notices.templates'>[number]

/** Every notice of the pack as people read it, with the examples that its file gives for its facts. */
export function NoticeWordsPage() {
  const { house } = useMessages()
  const { templates: t, deliveries } = useAnnounceWords()
  const reach = useReach()
  return (
    <main id="content" className={`${work.page} ${work.dense}`}>
      <NoticeTabs />
      <PageTitle title={t.title} lead={t.lead} house={house} />
      <QueryState query={reach}>
        {({ watches }) => (watches ? <Templates /> : <EmptyState title={deliveries.mayNot} />)}
      </QueryState>
    </main>
  )
}

const matches = ({ id, name, vi, en }: Template, wanted: string): boolean =>
  foldText([id, name.vi, name.en, vi.subject, vi.body, en.subject, en.body].join(' ')).includes(wanted)

function Templates() {
  const { templates: t } = useAnnounceWords()
  const found = useQuery({ ...ask('notices.templates', {}), staleTime: 5 * 60_000 })
  const [typed, setTyped] = useState('')
  return (
    <QueryState query={found}>
      {(list) => {
        const shown = list.filter((one) => matches(one, foldText(typed).trim()))
        return (
          <div className={work.stack}>
            <TextInput frame={{ id: 'find', label: t.find }} value={typed} onChange={setTyped} width="medium" />
            {shown.length === 0 ? (
              <EmptyState title={t.nothing} text={t.nothingText} />
            ) : (
              shown.map((one) => <TemplateCard key={one.id} template={one} />)
            )}
          </div>
        )
      }}
    </QueryState>
  )
}

function TemplateCard({ template }: { template: Template }) {
  const { notices } = useMessages()
  const { templates: t, ways } = useAnnounceWords()
  const locale = useLocale()
  const { id, name, group, urgency, channels } = template
  return (
    <section className={styles.template} aria-labelledby={`template-${id}`}>
      <h2 id={`template-${id}`}>
        {say(name, locale)} <code>{id}</code>
      </h2>
      <p className={styles.hint}>
        {urgency === 'emergency' && <strong className={styles.urgent}>{t.emergency} · </strong>}
        {notices.groups[group]} · {channels.map((channel) => ways[channel]).join(', ')}
      </p>
      <div className={styles.languages}>
        <Words worded={template.vi} language="vi" sms={channels.includes('sms')} />
        <Words worded={template.en} language="en" sms={channels.includes('sms')} />
      </div>
    </section>
  )
}

type WordsProps = { worded: Template['vi']; language: 'vi' | 'en'; sms: boolean }

function Words({ worded, language, sms }: WordsProps) {
  const { templates: t, languages } = useAnnounceWords()
  return (
    <div>
      <h3>{languages[language]}</h3>
      <div className={styles.message} lang={language}>
        <strong>{worded.subject}</strong>
        <p>{worded.body}</p>
      </div>
      {worded.brief !== worded.subject && (
        <div className={styles.message} lang={language}>
          <p>{worded.brief}</p>
        </div>
      )}
      {sms && <p className={styles.hint}>{t.sms(String(worded.smsSegments))}</p>}
    </div>
  )
}
