import { useMemo } from 'react'
import { draw, type Shape } from './projection.ts'
import styles from './small-map.module.css'

type SmallMapProps = { shapes: readonly Shape[]; bbox: readonly [number, number, number, number]; here: string }

/** Where in the province a unit lies; the name stands beside it, so that this is for the eye only. */
export function SmallMap({ shapes, bbox, here }: SmallMapProps) {
  const drawing = useMemo(() => draw(shapes, bbox), [shapes, bbox])
  const at = drawing.placed.find(({ code }) => code === here)
  return (
    <svg className={styles.map} viewBox={`-12 -12 ${drawing.width + 24} ${drawing.height + 24}`} aria-hidden>
      <path className={styles.province} d={drawing.placed.map(({ path }) => path).join('')} />
      {at && <path className={styles.here} d={at.path} />}
      {at && <circle className={styles.ring} cx={at.centre[0]} cy={at.centre[1]} r="70" />}
    </svg>
  )
}
