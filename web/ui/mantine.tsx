import '@mantine/core/styles.css'
import { createTheme, MantineProvider, type MantineColorsTuple } from '@mantine/core'
import { useLayoutEffect, type ReactNode } from 'react'
import { colours, font, radius, sizes, type Shade } from './theme.ts'

/** Ten steps of the one blue, as Mantine wants them; step 7 is the token itself. */
const blue: MantineColorsTuple = [
  '#e8f0f9',
  '#d0e0f2',
  '#a5c3e6',
  '#78a5d9',
  '#4f88c9',
  '#336fb6',
  '#2261aa',
  '#1456a0',
  '#0f4280',
  '#0a2f5c',
]

const rem = (pixels: number) => `${pixels / 16}rem`
const [small, medium, body, large, title] = sizes

const theme = createTheme({
  fontFamily: font,
  headings: { fontFamily: font, fontWeight: '600' },
  colors: { blue },
  primaryColor: 'blue',
  primaryShade: { light: 7, dark: 3 },
  defaultRadius: radius,
  black: colours.light.ink,
  white: colours.light.paper,
  fontSizes: { xs: rem(small), sm: rem(medium), md: rem(body), lg: rem(large), xl: rem(title) },
  lineHeights: { xs: '1.5', sm: '1.5', md: '1.5', lg: '1.4', xl: '1.35' },
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
})

/** Mantine with the house's tokens, for the work and operations faces; the citizen's face does without its weight. */
export function MantineFace({ shade, children }: { shade: Shade; children: ReactNode }) {
  useLayoutEffect(() => {
    document.documentElement.dataset.shade = shade
    return () => {
      delete document.documentElement.dataset.shade
    }
  }, [shade])
  return (
    <MantineProvider theme={theme} forceColorScheme={shade} cssVariablesResolver={resolver}>
      {children}
    </MantineProvider>
  )
}

const resolver = () => {
  const own = {
    '--mantine-color-body': 'var(--ground)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--muted)',
    '--mantine-color-anchor': 'var(--action)',
    '--mantine-color-default': 'var(--paper)',
    '--mantine-color-default-border': 'var(--line)',
    '--mantine-color-error': 'var(--bad-text)',
    '--mantine-color-placeholder': 'var(--muted)',
  }
  return { variables: {}, light: own, dark: own }
}
