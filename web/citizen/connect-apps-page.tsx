import { useAppKeys } from '../messages/use-app-keys.ts'
import { useMessages } from '../messages/use-messages.ts'
import { PageTitle } from '../ui/page-title.tsx'
import pageStyles from './page.module.css'
import styles from './connect-apps.module.css'

/** What who builds an application has to know; the `key_service` of the discovery document. */
export function ConnectAppsPage() {
  const { house } = useMessages()
  const { page: t } = useAppKeys()
  const base = `${location.origin}/open311`
  const addresses = [
    [t.start, `${base}/discovery.json`],
    [t.services, `${base}/v2/services.json`],
    [t.requests, `${base}/v2/requests.json`],
  ] as const
  return (
    <div className={pageStyles.narrow}>
      <PageTitle title={t.title} lead={t.lead} house={house} />
      <section className={pageStyles.section}>
        <h2>{t.key}</h2>
        <p>{t.keyText}</p>
      </section>
      <section className={pageStyles.section}>
        <h2>{t.addresses}</h2>
        <dl className={pageStyles.facts}>
          {addresses.map(([name, address]) => (
            <div key={address}>
              <dt>{name}</dt>
              <dd>
                <a href={address}>{address}</a>
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section className={pageStyles.section}>
        <h2>{t.send}</h2>
        <pre className={styles.example}>
          <code>
            {[
              `curl ${base}/v2/requests.json`,
              '-d api_key=…',
              '-d service_code=road-damage',
              '-d lat=17.47 -d long=106.62',
              "--data-urlencode 'description=Ổ gà lớn giữa đường'",
            ].join(' \\\n  ')}
          </code>
        </pre>
        <p>{t.sendText}</p>
      </section>
      <section className={pageStyles.section}>
        <h2>{t.rules}</h2>
        <ul className={styles.rules}>
          {t.ruleList.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      </section>
    </div>
  )
}
