import { useQuery } from '@tanstack/react-query'
import {
  IconBabyCarriage,
  IconBuildingStore,
  IconCandle,
  IconDisabled,
  IconFileOff,
  IconFolder,
  IconHeartHandshake,
  IconHearts,
  IconHome,
  IconMap,
  IconOld,
  IconSchool,
  IconTruck,
  type Icon,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { ask } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import styles from './home.module.css'

/** The icons that a pack may name; another name is shown as a folder. */
const icons: Record<string, Icon> = {
  'baby-carriage': IconBabyCarriage,
  'building-store': IconBuildingStore,
  candle: IconCandle,
  disabled: IconDisabled,
  'file-off': IconFileOff,
  'heart-handshake': IconHeartHandshake,
  hearts: IconHearts,
  home: IconHome,
  map: IconMap,
  old: IconOld,
  school: IconSchool,
  truck: IconTruck,
}

export const askFacets = { ...ask('procedures.facets', {}), staleTime: 10 * 60_000 }

export function LifeEvents() {
  const messages = useMessages()
  const facets = useQuery(askFacets)
  return (
    <QueryState query={facets}>
      {({ lifeEvents }) => (
        <ul className={styles.events}>
          {lifeEvents.map((event) => {
            const Sign = icons[event.icon ?? ''] ?? IconFolder
            return (
              <li key={event.id}>
                <Link className={styles.event} to={paths.procedures} search={{ lifeEvent: event.id }}>
                  <Sign size={26} stroke={1.5} aria-hidden />
                  {event.name}
                  <small>{messages.home.procedures(event.count)}</small>
                </Link>
              </li>
            )
          })}
        </ul>
      )}
    </QueryState>
  )
}
