import { Link, Outlet } from '@tanstack/react-router'
import { LanguageSwitch } from '../components/language-switch.tsx'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'

export function CitizenFace() {
  const messages = useMessages()
  return (
    <>
      <a className="skip-link" href="#content">
        {messages.skip}
      </a>
      <header>
        <Link to={paths.home}>{messages.house}</Link>
        <LanguageSwitch />
      </header>
      <main id="content">
        <Outlet />
      </main>
    </>
  )
}
