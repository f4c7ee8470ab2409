import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  Menu,
  Modal,
  Progress,
  virtualColor,
} from '@mantine/core'

/** Petrol carries what can be acted on, honey marks what is private or waits for somebody. */
const petrol: MantineColorsTuple = [
  '#eaf6f7',
  '#d5ebed',
  '#abd8dc',
  '#7fc4ca',
  '#58b1b9',
  '#359da7',
  '#1f8994',
  '#137480',
  '#0c606b',
  '#074b54',
]

const honey: MantineColorsTuple = [
  '#fdf6e6',
  '#f9ebcb',
  '#f2d797',
  '#ebc263',
  '#e2ac3a',
  '#cf9420',
  '#b07a13',
  '#8f610c',
  '#744e08',
  '#573a05',
]

const gray: MantineColorsTuple = [
  '#f6f8f9',
  '#edf1f3',
  '#e0e6e9',
  '#ccd5da',
  '#aab6bd',
  '#83919a',
  '#5c6a73',
  '#4c5860',
  '#343f46',
  '#1f282e',
]

const dark: MantineColorsTuple = [
  '#d8dfe3',
  '#b3bec5',
  '#8f9ca5',
  '#64737d',
  '#42505a',
  '#33404a',
  '#26313a',
  '#1a2229',
  '#141b21',
  '#0e1418',
]

const FONT =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Ubuntu, sans-serif'

export const theme = createTheme({
  colors: {
    petrol,
    honey,
    gray,
    dark,
    calm: virtualColor({ name: 'calm', light: 'gray', dark: 'gray' }),
  },
  primaryColor: 'petrol',
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  fontFamily: FONT,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
  headings: {
    fontFamily: FONT,
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.35' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  fontSizes: { xs: '0.75rem', sm: '0.84375rem', md: '0.9375rem' },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '12px' },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Progress: Progress.extend({ defaultProps: { color: 'var(--swarm-mark)' } }),
    // The bar of a dialog is no banner of the page, and a menu holds nothing but its
    // items and stands inside the landmark of its button.
    Modal: Modal.extend({ defaultProps: { attributes: { header: { role: 'none' } } } }),
    Menu: Menu.extend({
      defaultProps: { withInitialFocusPlaceholder: false, withinPortal: false },
    }),
  },
})

/** Text that steps back still has to be read, 4.5 to 1 on every surface, and a mark seen, 3 to 1. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': gray[6],
    '--mantine-color-placeholder': gray[6],
    '--mantine-color-error': 'var(--mantine-color-red-9)',
    '--mantine-color-body': '#ffffff',
    '--swarm-ground': gray[0],
    '--swarm-line': gray[2],
    '--swarm-note': honey[0],
    '--swarm-note-line': honey[3],
    '--swarm-mine': petrol[0],
    '--swarm-hover': gray[1],
    '--swarm-mark': petrol[7],
  },
  dark: {
    '--mantine-color-dimmed': '#a3afb7',
    '--mantine-color-placeholder': '#a3afb7',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    '--mantine-color-body': dark[7],
    '--swarm-ground': dark[8],
    '--swarm-line': dark[5],
    '--swarm-note': '#2d2819',
    '--swarm-note-line': '#6e5721',
    '--swarm-mine': '#16303a',
    '--swarm-hover': dark[6],
    '--swarm-mark': petrol[4],
  },
})
