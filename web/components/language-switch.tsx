import { currentLocale, setLocale } from '../messages/locale.ts'
import { loadMessages, useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'

/** Named in the language that it leads to, so that those who need it can read it. */
export function LanguageSwitch() {
  const messages = useMessages()
  const other = currentLocale() === 'vi' ? 'en' : 'vi'
  return (
    <Button kind="plain" small lang={other} onClick={() => void loadMessages(other).then(() => setLocale(other))}>
      {messages.language}
    </Button>
  )
}
