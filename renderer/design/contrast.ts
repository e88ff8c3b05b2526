/** WCAG 2 contrast arithmetic on `#rrggbb` colours. */
function channels(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function luminance(hex: string): number {
  const [red, green, blue] = channels(hex).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of two colours, 1 to 21. */
export function contrastRatio(a: string, b: string): number {
  const [bright, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (bright + 0.05) / (dark + 0.05);
}

/** `share` (0..1) of `over` mixed into `under` in sRGB, as `color-mix(in srgb, …)` does. */
export function mix(over: string, under: string, share: number): string {
  const top = channels(over);
  const bottom = channels(under);
  return `#${top.map((value, index) => Math.round(value * share + (bottom[index] as number) * (1 - share)).toString(16).padStart(2, '0')).join('')}`;
}
