/**
 * The tokens of the house: the one place where colours and sizes are written. `vite.config.ts` turns them into CSS variables
 * (`--ink`, `--space-4`, `--size-16` …); no colour or size stands anywhere else.
 */
const light = {
  ink: '#1b2430',
  muted: '#5b6675',
  line: '#e3e7ec',
  field: '#7f8998',
  ground: '#f7f8fa',
  paper: '#ffffff',
  lotus: '#b3202a',
  action: '#1456a0',
  'action-strong': '#0f4280',
  'action-ground': '#e8f0f9',
  'on-action': '#ffffff',
  good: '#1a7f4b',
  'good-text': '#14663c',
  'good-ground': '#e8f5ee',
  watch: '#b9780f',
  'watch-text': '#8a5a0f',
  'watch-ground': '#fdf4e2',
  bad: '#d0342c',
  'bad-text': '#a6271f',
  'bad-ground': '#fdeceb',
  unknown: '#7f8998',
  'unknown-text': '#5b6675',
  'unknown-ground': '#eef1f4',
}

export type Colour = keyof typeof light

const dark: Record<Colour, string> = {
  ink: '#e8ecf1',
  muted: '#a7b1be',
  line: '#2a3441',
  field: '#7f8998',
  ground: '#0e131a',
  paper: '#161d26',
  lotus: '#e8747b',
  action: '#78b2f2',
  'action-strong': '#a3cbf7',
  'action-ground': '#1b2c40',
  'on-action': '#0e131a',
  good: '#2f9e66',
  'good-text': '#7cd3a4',
  'good-ground': '#15291f',
  watch: '#d9982b',
  'watch-text': '#efc172',
  'watch-ground': '#2e2513',
  bad: '#e5564e',
  'bad-text': '#ff9d97',
  'bad-ground': '#331b1b',
  unknown: '#6f7a89',
  'unknown-text': '#a7b1be',
  'unknown-ground': '#202833',
}

export const colours = { light, dark }

/** Pixels at the browser's normal text size; written in rem, so that a reader's own text size is obeyed. */
export const sizes = [12, 14, 16, 20, 24, 32, 48] as const
export const spaces = [4, 8, 12, 16, 20, 24, 32, 40, 48, 64] as const
export const font = "'Be Vietnam Pro', system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
export const radius = 8
export const motion = '160ms'

export type Shade = 'light' | 'dark'

const rem = (pixels: number) => `${pixels / 16}rem`
const declare = (pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([key, value]) => `--${key}:${value};`).join('')

/** The style sheet of variables. The gutter follows the width of the screen: 16 phone, 24 tablet, 32 desktop. */
export function themeStyle(): string {
  const fixed = declare([
    ['font', font],
    ['radius', `${radius}px`],
    ['motion', motion],
    ['measure', '72ch'],
    ...sizes.map((size) => [`size-${size}`, rem(size)] as const),
    ...spaces.map((space) => [`space-${space}`, rem(space)] as const),
  ])
  return [
    `:root{${fixed}${declare(Object.entries(light))}--gutter:${rem(16)};color-scheme:light}`,
    `[data-shade='dark']{${declare(Object.entries(dark))}color-scheme:dark}`,
    `@media (min-width:48em){:root{--gutter:${rem(24)}}}`,
    `@media (min-width:75em){:root{--gutter:${rem(32)}}}`,
    `@media (prefers-reduced-motion:reduce){:root{--motion:0ms}}`,
  ].join('\n')
}
