import { IconQrcode } from '@tabler/icons-react'
import { RowLink } from '../components/row-link.tsx'
import { useMe } from '../components/use-me.ts'
import { usePersonalQr } from '../messages/use-personal-qr.ts'
import { paths } from '../paths.ts'
import listStyles from '../ui/list.module.css'

/** At a counter a person wants their code first: one press away. */
export function QrRow() {
  const words = usePersonalQr()
  const me = useMe()
  if (me.data?.kind !== 'citizen') return null
  return (
    <ul className={listStyles.list}>
      <li>
        <RowLink
          to={paths.personalQr}
          title={words.link}
          note={words.linkNote}
          mark={<IconQrcode size={28} aria-hidden />}
        />
      </li>
    </ul>
  )
}
