import assert from 'node:assert/strict'
import { test } from 'node:test'
import { layOut } from './flow-layout.ts'

const node = (id: string, rank: number, order = 0) => ({ id, rank, order, width: 100, height: 40 })

test('work goes from left to right, and no two boxes touch', () => {
  const nodes = [node('a', 0), node('b', 1, 0), node('c', 1, 1), node('d', 2)]
  const flow = layOut(nodes, [
    { from: 'a', to: 'b', count: 3 },
    { from: 'a', to: 'c', count: 1 },
    { from: 'b', to: 'd', count: 3 },
    { from: 'c', to: 'd', count: 1 },
    { from: 'a', to: 'd', count: 1 },
  ])
  const at = new Map(flow.nodes.map((placed) => [placed.id, placed]))
  const x = (id: string) => at.get(id)?.x ?? Number.NaN
  assert.ok(x('a') < x('b') && x('b') === x('c') && x('c') < x('d'))
  for (const one of flow.nodes)
    for (const other of flow.nodes)
      if (one.id < other.id && one.x === other.x) assert.ok(Math.abs(one.y - other.y) >= one.height)
  assert.ok(flow.nodes.every((placed) => placed.y >= 0 && placed.y + placed.height <= flow.height))
  assert.equal(flow.edges.length, 5)
})

test('rework and repeats are returns, and stay inside the drawing', () => {
  const flow = layOut(
    [node('a', 0), node('b', 1)],
    [
      { from: 'a', to: 'b', count: 5 },
      { from: 'b', to: 'a', count: 1 },
      { from: 'b', to: 'b', count: 2 },
    ],
  )
  assert.deepEqual(
    flow.edges.map((edge) => edge.back),
    [false, true, true],
  )
  assert.ok(flow.edges.every((edge) => edge.label[1] < flow.height))
})

test('the same process is always drawn the same way; an empty one is nothing', () => {
  const nodes = [node('a', 0), node('b', 1), node('c', 1, 1)]
  const edges = [
    { from: 'a', to: 'b', count: 1 },
    { from: 'a', to: 'c', count: 1 },
  ]
  assert.deepEqual(layOut(nodes, edges), layOut(nodes, edges))
  assert.equal(layOut([], []).nodes.length, 0)
})
