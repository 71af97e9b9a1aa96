import { useMemo, useState } from 'react'
import { layOut, type PlacedEdge, type PlacedNode } from './flow-layout.ts'
import styles from './flow.module.css'

export type Act = { id: string; name: string; note: string; part: number; rank: number; order: number; end?: boolean }
export type Passage = { from: string; to: string; count: number; label: string; note: string; slow: boolean }

type FlowGraphProps = { acts: readonly Act[]; passages: readonly Passage[]; label: string }

const box = { width: 152, height: 64 }
const dot = { width: 74, height: 26 }

/** A directly-follows graph. Looking at an act or a passage brings it and its neighbours out. */
export function FlowGraph({ acts, passages, label }: FlowGraphProps) {
  const [looked, setLooked] = useState<string>()
  const flow = useMemo(
    () =>
      layOut(
        acts.map((act) => ({ ...act, ...(act.end ? dot : box) })),
        passages,
      ),
    [acts, passages],
  )
  const most = Math.max(1, ...passages.map(({ count }) => count))
  const widthOf = (count: number) => 1.25 + 6.75 * Math.sqrt(count / most)
  const byKey = new Map(passages.map((passage) => [keyOf(passage), passage]))
  const byId = new Map(acts.map((act) => [act.id, act]))
  const isNear = (edge: { from: string; to: string }) =>
    looked === undefined || looked === keyOf(edge) || looked === edge.from || looked === edge.to
  // What is looked at is drawn last, over the rest.
  const edges = flow.edges.toSorted((a, b) => Number(isNear(a)) - Number(isNear(b)) || a.count - b.count)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be within reach of the keyboard
    <div className={styles.scroll} role="region" aria-label={label} tabIndex={0}>
      <svg
        className={styles.flow}
        viewBox={`0 0 ${flow.width} ${flow.height}`}
        style={{ minWidth: `${flow.width * 0.7}px`, maxWidth: `${flow.width * 1.25}px` }}
        aria-hidden
        onPointerLeave={() => setLooked(undefined)}
      >
        <defs>
          {['plain', 'slow'].map((kind) => (
            <marker
              key={kind}
              id={`arrow-${kind}`}
              viewBox="0 0 8 8"
              refX="6"
              refY="4"
              markerWidth="9"
              markerHeight="9"
              markerUnits="userSpaceOnUse"
              orient="auto-start-reverse"
            >
              <path className={styles[kind]} d="M0 0.5L8 4L0 7.5Z" />
            </marker>
          ))}
        </defs>
        {edges.map((edge) => {
          const passage = byKey.get(keyOf(edge))
          return (
            passage && (
              <Line
                key={keyOf(edge)}
                edge={edge}
                passage={passage}
                width={widthOf(edge.count)}
                faint={!isNear(edge)}
                onLook={setLooked}
              />
            )
          )
        })}
        {flow.nodes.map((node) => {
          const act = byId.get(node.id)
          return act && <Box key={node.id} node={node} act={act} onLook={setLooked} />
        })}
        {edges.map((edge) => {
          const passage = byKey.get(keyOf(edge))
          const shown = passage && passage.label && (looked === undefined ? edge.count / most > 0.035 : isNear(edge))
          return (
            shown && (
              <text
                key={keyOf(edge)}
                className={styles.label}
                x={edge.label[0]}
                y={edge.label[1] - (edge.back ? 0 : 8 + widthOf(edge.count) / 2)}
                data-slow={passage.slow || undefined}
              >
                {passage.label}
              </text>
            )
          )
        })}
      </svg>
    </div>
  )
}

const keyOf = ({ from, to }: { from: string; to: string }): string => `${from}→${to}`

type LineProps = {
  edge: PlacedEdge
  passage: Passage
  width: number
  faint: boolean
  onLook: (key: string | undefined) => void
}

function Line({ edge, passage, width, faint, onLook }: LineProps) {
  return (
    <g data-faint={faint || undefined} className={styles.edge} onPointerEnter={() => onLook(keyOf(edge))}>
      <title>{passage.note}</title>
      <path className={styles.reach} d={edge.path} />
      <path
        className={`${styles.line} ${passage.slow ? styles.slowLine : ''} ${edge.back ? styles.back : ''}`}
        d={edge.path}
        style={{ strokeWidth: width }}
        markerEnd={`url(#arrow-${passage.slow ? 'slow' : 'plain'})`}
      />
    </g>
  )
}

function Box({ node, act, onLook }: { node: PlacedNode; act: Act; onLook: (key: string | undefined) => void }) {
  const place = { x: node.x, y: node.y, width: node.width, height: node.height }
  return (
    <g className={styles.node} onPointerEnter={() => onLook(act.id)}>
      <rect className={act.end ? styles.end : styles.box} rx={act.end ? 13 : 8} {...place} />
      {!act.end && (
        <rect
          className={styles.part}
          x={node.x}
          y={node.y + node.height - 4}
          width={node.width * act.part}
          height="4"
          rx="2"
        />
      )}
      <foreignObject {...place}>
        <div className={act.end ? styles.endText : styles.text}>
          <span>{act.name}</span>
          {act.note && <small>{act.note}</small>}
        </div>
      </foreignObject>
    </g>
  )
}
