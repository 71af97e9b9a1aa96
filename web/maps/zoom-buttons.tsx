import { IconMinus, IconPlus, IconZoomReset } from '@tabler/icons-react'
import { operationsEn } from '../messages/operations-en.ts'
import { operationsVi } from '../messages/operations-vi.ts'
import { useLocale } from '../messages/use-messages.ts'
import styles from './map.module.css'

type ZoomProps = { zoom: number; change: (factor: number) => void; reset: () => void }

export function ZoomButtons({ zoom, change, reset }: ZoomProps) {
  const words = useLocale() === 'en' ? operationsEn : operationsVi
  return (
    <div className={styles.zoom}>
      <button type="button" aria-label={words.zoomIn} title={words.zoomIn} onClick={() => change(1.6)}>
        <IconPlus size="1.125em" aria-hidden />
      </button>
      <button
        type="button"
        aria-label={words.zoomOut}
        title={words.zoomOut}
        disabled={zoom === 1}
        onClick={() => change(1 / 1.6)}
      >
        <IconMinus size="1.125em" aria-hidden />
      </button>
      {zoom > 1 && (
        <button type="button" aria-label={words.zoomHome} title={words.zoomHome} onClick={reset}>
          <IconZoomReset size="1.125em" aria-hidden />
        </button>
      )}
    </div>
  )
}
