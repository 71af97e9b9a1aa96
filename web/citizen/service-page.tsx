import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, type ReactNode } from 'react'
import { ask, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useMe } from '../components/use-me.ts'
import { say, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { Skeleton } from '../ui/state.tsx'
import { ServiceForm } from './service-form.tsx'
import { LookUp } from './look-up.tsx'
import { Subscribe } from './subscribe.tsx'
import { useServices } from './use-services.ts'
import styles from './page.module.css'

const ServiceMap = lazy(() => import('./service-map.tsx').then((found) => ({ default: found.ServiceMap })))

export type ServiceView = Output<'services.get'>

/** The page of one service: what it asks, and what it answers. */
export function ServicePage() {
  const { service = '' } = useParams({ strict: false })
  const found = useQuery(ask('services.get', { service }))
  return <QueryState query={found}>{(one) => <Service key={one.id} service={one} />}</QueryState>
}

function Service({ service }: { service: ServiceView }) {
  const { house } = useMessages()
  const words = useServices()
  return (
    <>
      <PageTitle
        title={service.name}
        lead={service.summary}
        house={house}
        above={<Link to={paths.board}>{words.board}</Link>}
      />
      <Gate level={service.level}>
        <Body service={service} />
      </Gate>
    </>
  )
}

/** A service may need to know the person surely: then it says so, and leads to where that is done. */
function Gate({ level, children }: { level: number; children: ReactNode }) {
  const words = useServices()
  const me = useMe()
  const here = useRouterState({ select: (state) => state.location.href })
  if (me.isPending) return null
  const held = me.data?.signedIn ? (me.data.assurance ?? 1) : 0
  if (held >= level) return children
  if (held > 0) return <Notice>{words.higher}</Notice>
  return (
    <Link className={buttonClass()} to={paths.signIn} search={{ next: here }}>
      {words.signInFirst}
    </Link>
  )
}

function Body({ service }: { service: ServiceView }) {
  const words = useServices()
  const locale = useLocale()
  const { loading } = useMessages()
  if (service.lookup) return <LookUp service={service.id} lookup={service.lookup} />
  if (service.form) return <ServiceForm service={service.id} form={service.form} title={service.name} />
  if (service.topic) return <Subscribe kind={service.topic} />
  if (service.layer)
    return (
      <Suspense fallback={<Skeleton label={loading} lines={6} />}>
        <ServiceMap />
      </Suspense>
    )
  return (
    <div className={styles.stack}>
      {service.owner && <p>{words.owner(say(service.owner, locale))}</p>}
      <p>
        <a className={buttonClass()} href={service.path ?? service.site}>
          {words.goOut}
        </a>
      </p>
    </div>
  )
}
