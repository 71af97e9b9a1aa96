import { Link } from '@tanstack/react-router'
import type { Output } from '../api.ts'
import { paths } from '../paths.ts'
import { ServiceIcon } from './service-icon.tsx'
import { useServices } from './use-services.ts'
import styles from './home.module.css'

type Journey = Output<'services.board'>['journeys'][number]

export function JourneyRows({ journeys }: { journeys: readonly Journey[] }) {
  const words = useServices()
  return (
    <ul className={styles.events}>
      {journeys.map((journey) => (
        <li key={journey.id}>
          <Link className={styles.event} to={paths.journey} params={{ journey: journey.id }}>
            <ServiceIcon name={journey.icon} />
            {journey.name}
            <small>{words.journey.steps(journey.steps)}</small>
          </Link>
        </li>
      ))}
    </ul>
  )
}
