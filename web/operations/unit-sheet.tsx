import { IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { UnitCard } from './unit-card.tsx'
import { viewOf, type Board, type Indicator, type View } from './view.ts'
import { useWords } from './words.ts'
import styles from './map-page.module.css'

type UnitSheetProps = { board: Board; indicator: Indicator; view: View; code: string; onClose: () => void }

/** On a phone a tap asks about a unit; the sheet at the thumb answers and leads on. */
export function UnitSheet({ board, indicator, view, code, onClose }: UnitSheetProps) {
  const words = useWords()
  const { close } = useMessages()
  const sheet = useRef<HTMLDivElement>(null)
  useEffect(() => sheet.current?.focus({ preventScroll: true }), [code])
  return (
    <div
      className={styles.sheet}
      role="dialog"
      aria-label={words.openUnit}
      tabIndex={-1}
      ref={sheet}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <button type="button" className={styles.sheetClose} aria-label={close} onClick={onClose}>
        <IconX size="1.25em" aria-hidden />
      </button>
      <UnitCard board={board} indicator={indicator} code={code} />
      <Link
        className={buttonClass({ wide: true })}
        to={paths.operationsUnit}
        params={{ unit: code }}
        search={viewOf(view)}
      >
        {words.openUnit}
      </Link>
    </div>
  )
}
