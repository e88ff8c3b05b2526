import type { StateFamily } from '../../shared/view/states.ts';
import { colours, type Theme } from './colours.ts';

/** Colour of a pod's cell in the far view: a Ready pod is muted, everything else is its family's colour. */
export function cellColour(theme: Theme, family: StateFamily): string {
  if (family === 'ready') return colours[theme]['cell-ready'];
  return colours[theme][family === 'attention' ? 'attention-mark' : family];
}

/** `#rrggbb` as the little-endian RGBA word that an ImageData seen as Uint32Array takes. */
export function pixelOf(hex: string): number {
  const value = Number.parseInt(hex.slice(1), 16);
  return ((255 << 24) | ((value & 255) << 16) | (value & 0xff00) | (value >> 16)) >>> 0;
}
