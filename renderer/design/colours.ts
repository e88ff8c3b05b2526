/**
 * The colours of both themes: the only place where a colour is written. `install-theme.ts` turns them into custom properties (`--text-1`), the pixel layer
 * reads them directly, and a test computes their contrast ratios.
 */
const dark = {
  canvas: '#0f1214',
  dot: '#252b30',
  panel: '#15191c',
  zone: '#13171a',
  machine: '#1a1f23',
  'machine-head': '#1f252a',
  pod: '#252c31',
  container: '#30393f',
  raised: '#1c2125',
  hover: '#22282d',
  inset: '#0f1315',
  line: '#272e33',
  'line-2': '#39434a',
  'line-3': '#525e67',
  'text-1': '#e8edf0',
  'text-2': '#b0bac1',
  'text-3': '#929da5',
  accent: '#7aa5ff',
  'accent-fill': '#3f6fe6',
  'on-accent': '#ffffff',
  ready: '#3ecfa9',
  working: '#62b8f2',
  attention: '#f0bb45',
  'attention-mark': '#f0bb45',
  bad: '#ff7a55',
  leaving: '#d49bc9',
  waiting: '#a3aeb7',
  done: '#93a8c6',
  unknown: '#9a9fa6',
  'cell-ready': '#308c76',
  'gauge-use': '#97a2aa',
  'gauge-request': '#5a666e',
  'on-mark': '#101416',
};

export type ColourName = keyof typeof dark;
export type Theme = 'dark' | 'light';

const light: Record<ColourName, string> = {
  canvas: '#f3f2ee',
  dot: '#d9d6ce',
  panel: '#fbfaf8',
  zone: '#efede8',
  machine: '#ffffff',
  'machine-head': '#faf9f6',
  pod: '#f5f3ef',
  container: '#ffffff',
  raised: '#ffffff',
  hover: '#f0eee9',
  inset: '#f4f2ee',
  line: '#e4e0d9',
  'line-2': '#cfcac1',
  'line-3': '#a8a297',
  'text-1': '#1a1e21',
  'text-2': '#4b545b',
  'text-3': '#656e75',
  accent: '#2257d6',
  'accent-fill': '#2257d6',
  'on-accent': '#ffffff',
  ready: '#0a7660',
  working: '#08609e',
  attention: '#855000',
  'attention-mark': '#be7d00',
  bad: '#b02e05',
  leaving: '#8f4586',
  waiting: '#59646c',
  done: '#47608a',
  unknown: '#5c6268',
  'cell-ready': '#86bfb2',
  'gauge-use': '#67707a',
  'gauge-request': '#bdb5ab',
  'on-mark': '#ffffff',
};

/** Every colour role as `#rrggbb`, per theme. */
export const colours: Readonly<Record<Theme, Readonly<Record<ColourName, string>>>> = { dark, light };
export const colourNames = Object.keys(dark) as ColourName[];
