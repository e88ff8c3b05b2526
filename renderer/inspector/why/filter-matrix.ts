import type { NodeVerdict, SchedulingDecision } from '../../../shared/decisions.ts';

export type Cell = 'passed' | 'refused' | 'notRun' | 'unknown';

/** One row of the matrix: a node, or many with the same outcome. */
export interface MatrixRow {
  /** Names that are known, in the order of evaluation. */
  nodes: readonly string[];
  /** How many nodes the row stands for. */
  count: number;
  /** Per filter plugin in the order they ran. */
  cells: readonly Cell[];
  plugin?: string;
  reasons: readonly string[];
}

export interface FilterMatrix {
  plugins: readonly { name: string; refused: boolean }[];
  rows: readonly MatrixRow[];
  grouped: boolean;
  feasible: number;
  total: number;
}

/** Above this many nodes equal outcomes share a row, the most frequent first. */
export const groupAbove = 40;

/**
 * What each filter said of each node. A refusal ends a node's row, so later plugins did not run there. Nodes beyond those recorded one by
 * one are counted by
 * reason; which plugin refused them is taken from a recorded node with the same reason.
 */
export function filterMatrix(decision: SchedulingDecision): FilterMatrix {
  const { filterPlugins, nodes, nodeCount } = decision;
  const refusing = new Set(nodes.flatMap((node) => (node.refusal ? [node.refusal.plugin] : [])));
  const single = nodes.map((verdict): MatrixRow => ({
    nodes: [verdict.node],
    count: 1,
    cells: cellsOf(verdict, filterPlugins),
    reasons: verdict.refusal?.reasons ?? [],
    ...(verdict.refusal ? { plugin: verdict.refusal.plugin } : {}),
  }));
  const rest = unrecorded(decision, single);
  const grouped = nodeCount > groupAbove;
  const recordedFeasible = nodes.filter((node) => node.refusal === undefined).length;
  return {
    plugins: filterPlugins.map((name) => ({ name, refused: refusing.has(name) })),
    rows: grouped ? group([...single, ...rest]) : [...single, ...rest],
    grouped,
    feasible: recordedFeasible,
    total: nodeCount,
  };
}

function cellsOf(verdict: NodeVerdict, plugins: readonly string[]): Cell[] {
  const refusedAt = verdict.refusal === undefined ? plugins.length : plugins.indexOf(verdict.refusal.plugin);
  return plugins.map((_plugin, index) =>
    refusedAt < 0 ? 'unknown' : index < refusedAt ? 'passed' : index === refusedAt ? 'refused' : 'notRun',
  );
}

function unrecorded(decision: SchedulingDecision, recorded: readonly MatrixRow[]): MatrixRow[] {
  const missing = decision.nodeCount - recorded.length;
  if (missing <= 0) return [];
  const rows: MatrixRow[] = [];
  let left = missing;
  for (const [reason, total] of Object.entries(decision.reasonCounts)) {
    const alike = recorded.filter((row) => row.reasons.includes(reason));
    const count = Math.min(left, total - alike.length);
    if (count <= 0) continue;
    left -= count;
    const model = alike[0];
    rows.push({
      nodes: [],
      count,
      cells: model?.cells ?? decision.filterPlugins.map(() => 'unknown' as const),
      reasons: [reason],
      ...(model?.plugin ? { plugin: model.plugin } : {}),
    });
  }
  return rows;
}

function group(rows: readonly MatrixRow[]): MatrixRow[] {
  const groups = new Map<string, MatrixRow>();
  for (const row of rows) {
    const key = `${row.plugin ?? ''}\n${row.reasons.join('\n')}`;
    const known = groups.get(key);
    groups.set(key, known === undefined ? row : { ...known, nodes: [...known.nodes, ...row.nodes], count: known.count + row.count });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}
