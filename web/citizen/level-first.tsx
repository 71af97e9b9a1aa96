import { Link } from '@tanstack/react-router'
import { useMe } from '../components/use-me.ts'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

/** Said before anything is written: who is verified first is not refused at the end, and has less to write. */
export function LevelFirst({ level }: { level: number }) {
  const { form: words } = useMessages()
  const me = useMe()
  // Under a mandate both sides are known well enough, or the server says which is not.
  if (me.data?.kind !== 'citizen' || me.data.acting || me.data.assurance >= level) return null
  return (
    <Notice kind="watch" title={words.levelFirst}>
      <p>{words.levelFirstText}</p>
      <p>
        <Link className={buttonClass()} to={paths.raiseLevel} search={{ next: location.pathname + location.search }}>
          {words.levelFirstGo}
        </Link>
      </p>
    </Notice>
  )
}
