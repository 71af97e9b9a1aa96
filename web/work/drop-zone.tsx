import { useRef, useState, type DragEvent, type ReactNode } from 'react'
import { useWork } from './use-work.ts'
import styles from './drop-zone.module.css'

/** Hands files to the file input that it holds, as if the person had chosen them there. */
export function giveFiles(box: HTMLElement | null, files: readonly File[]): void {
  const input = box?.querySelector('input[type=file]')
  if (!(input instanceof HTMLInputElement) || files.length === 0) return
  const basket = new DataTransfer()
  for (const file of files) basket.items.add(file)
  input.files = basket.files
  input.dispatchEvent(new Event('change', { bubbles: true }))
}

/** Files may be dragged onto what it holds. */
export function DropZone({ children }: { children: ReactNode }) {
  const { reception } = useWork()
  const box = useRef<HTMLDivElement>(null)
  const [over, setOver] = useState(false)
  const carries = (event: DragEvent) => event.dataTransfer.types.includes('Files')
  return (
    <div
      ref={box}
      className={styles.zone}
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!carries(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) setOver(false)
      }}
      onDrop={(event) => {
        if (!carries(event)) return
        event.preventDefault()
        setOver(false)
        giveFiles(box.current, [...event.dataTransfer.files])
      }}
    >
      {children}
      {over && <p className={styles.hint}>{reception.drop}</p>}
    </div>
  )
}
