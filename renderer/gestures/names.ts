/**
 * A free name for a new object. Numbered kinds (`worker-1`, `worker-2`) always carry a number; others only from the second on (`web`,
 * `web-2`).
 * A base that ends in a number of its own goes on from it: a copy of `cache-2` is `cache-3`.
 */
export function uniqueName(base: string, taken: ReadonlySet<string>, numbered = false): string {
  const match = /^(.*?)-(\d{1,6})$/.exec(base);
  const stem = match?.[1] ?? base;
  if (!match && !numbered && !taken.has(base)) return base;
  for (let number = match ? Number(match[2]) : numbered ? 1 : 2; ; number += 1) {
    const name = `${stem}-${number}`;
    if (!taken.has(name)) return name;
  }
}
