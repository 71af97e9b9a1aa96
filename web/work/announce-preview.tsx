import { IconDeviceMobile, IconHome, IconMail, IconMessage } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import type { Output } from '../api.ts'
import { useFormat, useLocale } from '../messages/use-messages.ts'
import { Radios } from '../ui/inputs.tsx'
import { Notice } from '../ui/notice.tsx'
import { useAnnounceWords } from './use-announce.ts'
import styles from './announce.module.css'

/** Each part of a text message is paid for; a notice takes at most these. */
const longestSms = 4

type Worded = Output<'notices.preview'>['vi']
type PreviewProps = { shown: Output<'notices.preview'>; audience: Output<'notices.count-audience'> }

/** What will be read, way by way, with how many will get it so. */
export function AnnouncePreview({ shown, audience }: PreviewProps) {
  const { announce: t, languages } = useAnnounceWords()
  const [language, setLanguage] = useState<'vi' | 'en'>('vi')
  return (
    <section className={styles.preview}>
      <h2>{t.previewTitle}</h2>
      <Radios
        frame={{ id: 'preview-language', label: t.language }}
        options={(['vi', 'en'] as const).map((value) => ({ value, label: languages[value] }))}
        value={language}
        onChange={(value) => setLanguage(value === 'en' ? 'en' : 'vi')}
      />
      <div lang={language}>
        <Ways worded={shown[language]} audience={audience} />
      </div>
    </section>
  )
}

function Ways({ worded, audience }: { worded: Worded; audience: PreviewProps['audience'] }) {
  const { announce: t } = useAnnounceWords()
  return (
    <ul className={styles.ways}>
      <Way channel="app" people={audience.people}>
        <strong>{worded.subject}</strong>
        <p>{worded.body}</p>
      </Way>
      {audience.ways.map(({ channel, people, provided }) => (
        <Way key={channel} channel={channel} people={people} note={provided ? undefined : t.noProvider}>
          {channel !== 'sms' && <strong>{worded.subject}</strong>}
          <p>{channel === 'email' ? worded.body : worded.brief}</p>
          {channel === 'sms' && <small>{t.sms(String(worded.smsSegments))}</small>}
          {channel === 'sms' && worded.smsSegments > longestSms && <Notice kind="watch">{t.smsLong}</Notice>}
        </Way>
      ))}
    </ul>
  )
}

const icons = { app: IconHome, push: IconDeviceMobile, email: IconMail, sms: IconMessage } as const

type WayProps = { channel: keyof typeof icons; people: number; note?: string | undefined; children: ReactNode }

function Way({ channel, people, note, children }: WayProps) {
  const { ways, people: words } = useAnnounceWords()
  const locale = useLocale()
  const format = useFormat()
  const Icon = icons[channel]
  return (
    <li>
      <h3 lang={locale}>
        <Icon size={18} stroke={1.75} aria-hidden />
        {ways[channel]}
        <span>{words(format.number(people))}</span>
      </h3>
      <div className={styles.message}>{children}</div>
      {note && (
        <p className={styles.hint} lang={locale}>
          {note}
        </p>
      )}
    </li>
  )
}
