let context: CanvasRenderingContext2D | undefined;
const widths = new Map<string, number>();
let font = '';

/** Width in px of a label of the timeline, measured once per text and font size. Call `readLabelFont` when the layout is made anew. */
export function textWidth(text: string): number {
  const known = widths.get(text);
  if (known !== undefined) return known;
  context ??= document.createElement('canvas').getContext('2d') ?? undefined;
  if (context === undefined) return text.length * 6.5;
  context.font = font;
  const width = Math.ceil(context.measureText(text).width) + 1;
  if (widths.size > 20_000) widths.clear();
  widths.set(text, width);
  return width;
}

/** Takes the present size of the interface; forgets widths when it has changed. */
export function readLabelFont(): void {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const next = `500 ${rem * 1.1}px 'Inter Variable', Inter, system-ui, sans-serif`;
  if (next === font) return;
  font = next;
  widths.clear();
}
