import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseLabels } from './labels.ts'
import { draw, neighbour, type Shape } from './projection.ts'

const square = (code: string, west: number, south: number, side: number): Shape => ({
  code,
  name: code,
  polygons: [
    [
      [
        [west, south],
        [west + side, south],
        [west + side, south + side],
        [west, south + side],
      ],
    ],
  ],
})

// On the equator a degree is as wide as it is high.
const { placed, width, height } = draw(
  [square('big', 0, -1, 2), square('small', 2, -1, 0.1), square('east', 3, -1, 1)],
  [0, -1, 4, 1],
)
const view = { scale: 1, x: 0, y: 0 }
const options = { names: (code: string) => code, fontSize: 20, values: false, urgent: new Set<string>() }
const named = (more: { urgent?: Set<string>; first?: string }) =>
  chooseLabels(placed, view, { first: undefined, ...options, ...more }).map(({ code }) => code)

test('the drawing keeps its proportions, north is up', () => {
  assert.deepEqual([width, Math.round(height)], [1000, 500])
  assert.deepEqual(placed.find(({ code }) => code === 'big')?.centre.map(Math.round), [250, 250])
  assert.ok((placed.find(({ code }) => code === 'east')?.centre[1] ?? 0) > 250)
})

test('a name steps aside on its own ground for what lies there, and gives way where there is no room', () => {
  const [x, y] = placed.find(({ code }) => code === 'big')?.centre ?? [0, 0]
  const disc = { left: x - 12, right: x + 12, top: y - 12, bottom: y + 12 }
  const labels = chooseLabels(placed, view, { first: undefined, ...options, beside: [disc] })
  const big = labels.find(({ code }) => code === 'big')
  assert.ok(big && big.y > disc.bottom)
  const whole = { left: 0, right: width, top: 0, bottom: height }
  assert.deepEqual(chooseLabels(placed, view, { first: undefined, ...options, beside: [whole] }), [])
})

test('a name that does not fit its ground is left out, unless it is urgent or looked at', () => {
  assert.deepEqual(named({}), ['big', 'east'])
  assert.deepEqual(named({ urgent: new Set(['small']) }), ['small', 'big', 'east'])
  assert.deepEqual(named({ first: 'small' }), ['small', 'big', 'east'])
})

test('arrow keys go to the neighbour that lies in their direction', () => {
  assert.equal(neighbour(placed, 'big', 'ArrowRight'), 'small')
  assert.equal(neighbour(placed, 'east', 'ArrowLeft'), 'small')
  assert.equal(neighbour(placed, 'big', 'ArrowLeft'), undefined)
  assert.equal(neighbour(placed, undefined, 'ArrowUp'), 'big')
})
