import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NodeVerdict, SchedulingDecision } from '../../../shared/decisions.ts';
import { filterMatrix, groupAbove } from './filter-matrix.ts';
import { scoreBars, scoringPlugins } from './score-bars.ts';

const plugins = ['NodeUnschedulable', 'NodeName', 'TaintToleration', 'NodeResourcesFit'];
function decision(nodes: NodeVerdict[], fields: Partial<SchedulingDecision> = {}): SchedulingDecision {
  return {
    kind: 'Scheduling',
    objectUid: '1',
    podKey: 'shop/web',
    atMs: 0,
    attempt: 1,
    outcome: 'Unschedulable',
    filterPlugins: plugins,
    scorePlugins: ['A', 'B', 'C'],
    nodeCount: nodes.length,
    nodes,
    reasonCounts: {},
    ...fields,
  };
}
const refused = (node: string, plugin: string, reason: string): NodeVerdict => ({
  node,
  refusal: { plugin, code: 'Unschedulable', reasons: [reason] },
});

describe('filter matrix', () => {
  it('shows that a refusal ends the row', () => {
    const matrix = filterMatrix(decision([refused('a', 'TaintToleration', 'taint'), { node: 'b' }]));
    expect(matrix.rows.map((row) => row.cells)).toEqual([
      ['passed', 'passed', 'refused', 'notRun'],
      ['passed', 'passed', 'passed', 'passed'],
    ]);
    expect(matrix.plugins.filter((plugin) => plugin.refused).map(({ name }) => name)).toEqual(['TaintToleration']);
    expect(matrix).toMatchObject({ feasible: 1, total: 2, grouped: false });
  });

  it('groups equal reasons above forty nodes, and counts the nodes that were not recorded', () => {
    const nodes = Array.from({ length: 100 }, (_, index) =>
      refused(`n${index}`, index % 4 === 0 ? 'TaintToleration' : 'NodeResourcesFit', index % 4 === 0 ? 'taint' : 'Insufficient cpu'),
    );
    const matrix = filterMatrix(decision(nodes, { nodeCount: 200, reasonCounts: { taint: 40, 'Insufficient cpu': 160 } }));
    expect(matrix.rows.map(({ count, reasons }) => [count, reasons[0]])).toEqual([
      [160, 'Insufficient cpu'],
      [40, 'taint'],
    ]);
    expect(matrix.rows[0]?.cells[3]).toBe('refused');
  });

  it('stands for every node, grouped or not', () => {
    const verdict = fc
      .record({ node: fc.string(), plugin: fc.option(fc.constantFrom(...plugins)), reason: fc.constantFrom('x', 'y', 'z') })
      .map(({ node, plugin, reason }) => (plugin === null ? { node } : refused(node, plugin, reason)));
    fc.assert(
      fc.property(fc.array(verdict, { maxLength: 100 }), (nodes) => {
        const matrix = filterMatrix(decision(nodes));
        expect(matrix.rows.reduce((sum, row) => sum + row.count, 0)).toBe(nodes.length);
        expect(matrix.grouped).toBe(nodes.length > groupAbove);
      }),
    );
  });
});

describe('score bars', () => {
  it('puts the best first and leaves out plugins that gave nothing', () => {
    const of = decision(
      [
        { node: 'a', scores: [10, 0, 5] },
        { node: 'b', scores: [30, 0, 5], total: 35 },
        { node: 'c', scores: [30, 0, 5] },
        refused('d', 'NodeName', 'x'),
      ],
      { nodeName: 'c' },
    );
    const bars = scoreBars(of);
    expect(bars.map(({ node, total, chosen }) => [node, total, chosen])).toEqual([
      ['c', 35, true],
      ['b', 35, false],
      ['a', 15, false],
    ]);
    expect(scoringPlugins(of, bars).map(({ name }) => name)).toEqual(['A', 'C']);
  });
});
