import { isNode, isScalar, LineCounter, parseDocument } from 'yaml';

/** `spec.containers[0].image` as its steps. Quoted keys in brackets (`labels["a.b/c"]`) are one step. */
function stepsOf(field: string): (string | number)[] {
  return [...field.matchAll(/\[(\d+)\]|\["([^"]*)"\]|\['([^']*)'\]|([^.[\]]+)/g)].map((match) => match[1] !== undefined ? Number(match[1]) : (match[2] ?? match[3] ?? match[4]) as string);
}

/**
 * Lines (from 1) of a YAML text on which these fields stand, with all that is below them. A field that the text does not have (it was removed) marks nothing.
 */
export function linesOfFields(yaml: string, fields: readonly string[]): ReadonlySet<number> {
  const counter = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: counter });
  const lines = new Set<number>();
  for (const field of fields) {
    const steps = stepsOf(field);
    const node: unknown = document.getIn(steps, true);
    if (!isNode(node) || !node.range) continue;
    const parent: unknown = steps.length > 1 ? document.getIn(steps.slice(0, -1), true) : document.contents;
    const key = (parent as { items?: { key?: unknown }[] }).items?.map((item) => item.key).find((candidate) => isScalar(candidate) && candidate.value === steps[steps.length - 1]);
    const from = counter.linePos(isScalar(key) && key.range ? key.range[0] : node.range[0]).line;
    const to = counter.linePos(Math.max(node.range[0], node.range[1] - 1)).line;
    for (let line = from; line <= to; line += 1) lines.add(line);
  }
  return lines;
}
