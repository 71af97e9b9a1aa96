import { IconUsers } from '@tabler/icons-react'
import { useRouterState } from '@tanstack/react-router'
import { useCommand } from '../api.ts'
import { useActing } from '../components/use-acting.ts'
import { useGoAnew } from '../components/use-go-anew.ts'
import { say, useFormat, useLocale, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import styles from './acting-banner.module.css'

/** Pages of the person at the device, whoever they act for. */
const own = [
  paths.account,
  paths.papers,
  paths.proposals,
  paths.personalQr,
  paths.notices,
  paths.myReports,
  paths.reportSend,
  paths.password,
]

/** Never out of sight while it holds: in whose name this device files, and the way out of it. */
export function ActingBanner() {
  const { acting: words } = useMessages()
  const locale = useLocale()
  const format = useFormat()
  const acting = useActing()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const goAnew = useGoAnew()
  const stop = useCommand('people.stop-acting')
  if (!acting) return null
  const { name, kind, assisted, endsAt } = acting
  const leave = () => stop.mutate({}, { onSuccess: () => goAnew(assisted ? paths.workAssist : paths.mandates) })
  return (
    <section className={styles.banner} aria-label={words.label}>
      <div className={styles.line}>
        <p className={styles.what}>
          <IconUsers size={20} aria-hidden />
          <span>
            {assisted ? words.helping : words.forOther} <strong>{name}</strong> ·{' '}
            {assisted ? words.until(format.time(endsAt)) : say(kind, locale)}
            {own.some((one) => path.startsWith(one)) && <span className={styles.own}>. {words.own}</span>}
          </span>
        </p>
        <Button kind="secondary" small busy={stop.isPending} onClick={leave}>
          {assisted ? words.stopHelping : words.stop}
        </Button>
      </div>
    </section>
  )
}
