import { Link } from '@tanstack/react-router'
import { Problem } from '../api.ts'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Fault } from '../ui/state.tsx'

/** A problem of the server in the person's words; anything that is no problem+json is told without its insides. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const messages = useMessages()
  // A page's own question that cannot be read comes from an address that was cut or mistyped.
  const lost = onRetry !== undefined && error instanceof Problem && error.code === 'invalid-input'
  const { title, text } = useWords(error, lost)
  const status = error instanceof Problem ? error.status : undefined
  const request = error instanceof Problem ? error.request : undefined
  return (
    <Fault
      title={title}
      text={text}
      house={messages.house}
      {...(request && { code: messages.fault.request(request) })}
      action={
        status === 401 ? (
          <Link className={buttonClass()} to={paths.signIn} search={{ next: location.pathname + location.search }}>
            {messages.signIn}
          </Link>
        ) : status === 404 || lost ? (
          <Link className={buttonClass()} to={homeOfFace()}>
            {messages.fault.home}
          </Link>
        ) : (
          onRetry && (
            <Button kind="secondary" onClick={onRetry}>
              {messages.retry}
            </Button>
          )
        )
      }
    />
  )
}

/** What is not there does not come by trying again: the way out leads to the first page of the same face. */
const homeOfFace = () => [paths.work, paths.operations].find((face) => location.pathname.startsWith(face)) ?? paths.home

function useWords(error: unknown, lost: boolean): { title: string; text: string } {
  const { fault } = useMessages()
  if (lost) return { title: fault.notFoundTitle, text: fault.notFoundText }
  if (!(error instanceof Problem)) return { title: fault.title, text: fault.text }
  if (error.status === 0) return { title: fault.offlineTitle, text: fault.offlineText }
  const known: Record<number, string> = { 401: fault.signInTitle, 403: fault.forbiddenTitle, 404: fault.notFoundTitle }
  return {
    title: known[error.status] ?? fault.title,
    text: error.status >= 500 ? fault.text : error.status === 401 ? fault.signInText : error.message,
  }
}
