import { useRef, useState, type PointerEvent } from 'react'
import { useCommand } from '../api.ts'
import { useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import type { WorkReport } from './report-sheet.tsx'
import { useDeskWords } from './use-desk-words.ts'
import styles from './report-desk.module.css'

type Cover = { x: number; y: number; width: number; height: number }
type MaskProps = { report: WorkReport; photo: WorkReport['photos'][number]; onDone: () => void }

const smallest = 0.01
const middle: Cover = { x: 0.4, y: 0.4, width: 0.2, height: 0.2 }

/** Rectangles drawn over faces and plates; the server paints them into a new picture. */
export function MaskPhoto({ report, photo, onDone }: MaskProps) {
  const w = useDeskWords()
  const { cancel } = useMessages()
  const [covers, setCovers] = useState<readonly Cover[]>([])
  const mask = useCommand('reports.mask-photo', ['reports.get'])
  const { drawn, ...gestures } = useDrawing((cover) => setCovers((known) => [...known, cover]))
  const save = () =>
    mask.mutate({ code: report.code, no: photo.no, covers: [...covers] }, { onSuccess: () => onDone() })
  return (
    <div className={styles.mask}>
      <h4>{w.maskTitle(photo.no)}</h4>
      <p className={styles.note}>{w.maskHint}</p>
      <div className={styles.canvas} {...gestures}>
        <img src={photo.url} alt="" draggable={false} />
        {[...covers, ...(drawn ? [drawn] : [])].map((cover, at) => (
          <span key={at} style={styleOf(cover)} />
        ))}
      </div>
      {mask.isError && (
        <Notice kind="bad" announce>
          {mask.error.message}
        </Notice>
      )}
      <p className={styles.marks}>
        <Button small busy={mask.isPending} disabled={covers.length === 0} onClick={save}>
          {w.maskSave}
        </Button>
        <Button small kind="secondary" onClick={() => setCovers([...covers, middle])}>
          {w.maskAdd}
        </Button>
        <Button small kind="secondary" disabled={covers.length === 0} onClick={() => setCovers(covers.slice(0, -1))}>
          {w.maskUndo}
        </Button>
        <Button small kind="plain" onClick={onDone}>
          {cancel}
        </Button>
      </p>
    </div>
  )
}

const percent = (share: number) => `${share * 100}%`
const styleOf = ({ x, y, width, height }: Cover) => ({
  left: percent(x),
  top: percent(y),
  width: percent(width),
  height: percent(height),
})

/** A press and a drag make a rectangle, in shares of the picture. */
function useDrawing(add: (cover: Cover) => void) {
  const start = useRef<readonly [number, number]>(undefined)
  const [drawn, setDrawn] = useState<Cover>()
  const at = (event: PointerEvent<HTMLElement>): readonly [number, number] => {
    const box = event.currentTarget.getBoundingClientRect()
    const share = (value: number) => Math.min(1, Math.max(0, value))
    return [share((event.clientX - box.left) / box.width), share((event.clientY - box.top) / box.height)]
  }
  return {
    drawn,
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId)
      start.current = at(event)
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (!start.current) return
      const [[x1, y1], [x2, y2]] = [start.current, at(event)]
      setDrawn({ x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x1 - x2), height: Math.abs(y1 - y2) })
    },
    onPointerUp: () => {
      if (drawn && drawn.width > smallest && drawn.height > smallest) add(drawn)
      start.current = undefined
      setDrawn(undefined)
    },
  }
}
