/** A number that holds from its moment on until the next one. */
export interface StepPoint {
  atMs: number;
  value: number;
}

/** Of several step lines the sum, as a step line. Before its first point a line is 0. */
export function sumOf(lines: readonly (readonly StepPoint[])[]): StepPoint[] {
  const times = [...new Set(lines.flatMap((line) => line.map(({ atMs }) => atMs)))].sort((a, b) => a - b);
  const at = lines.map(() => -1);
  return times.map((atMs) => {
    let value = 0;
    lines.forEach((line, index) => {
      let position = at[index] as number;
      while ((line[position + 1]?.atMs ?? Infinity) <= atMs) position += 1;
      at[index] = position;
      value += line[position]?.value ?? 0;
    });
    return { atMs, value };
  });
}

/** What of a step line is to be seen in a period: the value with which it begins, where it is known, and each one within. */
export function within(line: readonly StepPoint[], fromMs: number, untilMs: number): StepPoint[] {
  const first = line.findLastIndex(({ atMs }) => atMs <= fromMs);
  const inside = line.filter(({ atMs }) => atMs > fromMs && atMs <= untilMs);
  const began = line[first];
  return began ? [{ atMs: fromMs, value: began.value }, ...inside] : inside;
}

/** An SVG path of a step line, that ends at `untilX`. */
export function stepPath(points: readonly StepPoint[], x: (ms: number) => number, y: (value: number) => number, untilX: number): string {
  return points.map(({ atMs, value }, index) => {
    const end = index + 1 < points.length ? x((points[index + 1] as StepPoint).atMs) : untilX;
    const height = y(value).toFixed(1);
    return `${index === 0 ? 'M' : 'L'}${x(atMs).toFixed(1)} ${height}L${end.toFixed(1)} ${height}`;
  }).join('');
}
