import assert from 'node:assert/strict'
import { test } from 'node:test'
import { colours, themeStyle, type Colour, type Shade } from './theme.ts'

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
  const [red = 0, green = 0, blue = 0] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const text: [Colour, Colour][] = [
  ['ink', 'paper'],
  ['ink', 'ground'],
  ['muted', 'paper'],
  ['muted', 'ground'],
  ['action', 'paper'],
  ['action', 'ground'],
  ['action', 'action-ground'],
  ['on-action', 'action'],
  ['on-action', 'action-strong'],
  ['good-text', 'paper'],
  ['good-text', 'good-ground'],
  ['watch-text', 'paper'],
  ['watch-text', 'watch-ground'],
  ['bad-text', 'paper'],
  ['bad-text', 'bad-ground'],
  ['unknown-text', 'paper'],
  ['unknown-text', 'unknown-ground'],
]
const marks: Colour[] = ['good', 'watch', 'bad', 'unknown', 'field']

const shades: Shade[] = ['light', 'dark']
for (const shade of shades) {
  const palette = colours[shade]
  test(`text reaches 4.5 : 1 in the ${shade} theme`, () => {
    for (const [fore, back] of text) {
      const ratio = contrast(palette[fore], palette[back])
      assert.ok(ratio >= 4.5, `${fore} on ${back}: ${ratio.toFixed(2)}`)
    }
  })
  test(`marks reach 3 : 1 in the ${shade} theme`, () => {
    for (const mark of marks) {
      const ratio = contrast(palette[mark], palette.paper)
      assert.ok(ratio >= 3, `${mark}: ${ratio.toFixed(2)}`)
    }
  })
}

test('the style sheet holds every token in both shades', () => {
  const style = themeStyle()
  for (const name of Object.keys(colours.light)) assert.equal(style.split(`--${name}:`).length - 1, 2, name)
})
