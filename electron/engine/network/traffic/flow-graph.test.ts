import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FlowGraph, type HandlerAddress } from './flow-graph.ts';
import type { FlowOutcome } from './flow-state.ts';

const request = { cpuSeconds: 0.01, memoryBytes: 1024, latencyMs: 10, maxConcurrent: 100, calls: [] };
const cause = { kind: 'MachineDown', machine: 'w2' } as const;

function addresses(...ids: string[]): Map<string, HandlerAddress> {
  return new Map(ids.map((id) => [id, { pod: { namespace: 'shop', name: id, uid: id }, node: 'w1', container: 'app' }]));
}

function even(...ids: string[]): FlowOutcome[] {
  return ids.map((id) => ({ probability: 1 / ids.length, handlers: id === '' ? [] : [id], ...(id === '' ? { cause } : {}), route: [], served: 0 }));
}

const of = (graph: FlowGraph, id: string) => {
  const flow = graph.flows.get(id);
  if (!flow) throw new Error(`there is a flow ${id}`);
  return flow;
};

/** web (two containers, of one class) calls db twice a request. */
function shop(rps: number, dbCores: number): FlowGraph {
  const graph = new FlowGraph();
  graph.setFlow('source/s', even('web-1', 'web-2'), addresses('web-1', 'web-2'), undefined);
  graph.setRate('source/s', rps);
  for (const id of ['web-1', 'web-2']) graph.setFacts(id, { behaviour: request, cores: 4, classId: 'web' });
  graph.setFlow('calls/web/0', even('db'), addresses('db'), { classId: 'web', perRequest: 2 });
  graph.setFacts('db', { behaviour: request, cores: dbCores });
  graph.settle();
  return graph;
}

describe('flows', () => {
  it('go to all endpoints evenly, and the calls follow', () => {
    const graph = shop(50, 4);
    expect(graph.handlers.get('web-1')?.offeredRps).toBeCloseTo(25, 6);
    expect(graph.handlers.get('db')?.offeredRps).toBeCloseTo(100, 4);
    expect(of(graph, 'source/s').served).toBeCloseTo(1, 6);
    // Its own ten milliseconds and two calls of ten.
    expect(of(graph, 'source/s').latency.meanMs).toBeGreaterThan(30);
  });

  it('fail where what they need is overloaded, with that as the cause', () => {
    const source = of(shop(100, 1), 'source/s');
    expect(source.served).toBeLessThan(0.5);
    expect(source.failures[0]).toMatchObject({ cause: { kind: 'Overloaded', pod: { name: 'db' } } });
    expect(source.served + source.failures.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  it('change with what changes and nothing else', () => {
    const graph = shop(50, 4);
    graph.setFlow('source/other', even('api'), addresses('api'), undefined);
    graph.setRate('source/other', 5);
    graph.setFacts('api', { behaviour: request, cores: 1 });
    expect([...graph.settle().handlers]).toEqual(['api']);
    graph.setFlow('calls/web/0', even('db', ''), addresses('db'), { classId: 'web', perRequest: 2 });
    const changed = graph.settle();
    expect([...changed.flows].sort()).toEqual(['calls/web/0', 'source/s']);
    expect(of(graph, 'source/s').failures).toMatchObject([{ cause, share: 0.75 }]);
  });

  it('hold places where they are passed on, until they are answered or given up', () => {
    const graph = new FlowGraph();
    const passed = (id: string, probability: number, failing: boolean): FlowOutcome => (
      { probability, handlers: failing ? ['gate'] : ['gate', id], ...(failing ? { cause } : {}), route: [], served: 0 }
    );
    const settled = (...outcomes: FlowOutcome[]): { inFlight: number; acceptance: number } => {
      graph.setFlow('source/s', outcomes, addresses('gate', 'slow'), undefined);
      graph.setRate('source/s', 200);
      graph.setFacts('gate', { behaviour: { ...request, cpuSeconds: 0.00001, latencyMs: 1, maxConcurrent: 100 }, cores: 4 });
      graph.setFacts('slow', { behaviour: { ...request, cpuSeconds: 0.00001, latencyMs: 400, maxConcurrent: 1000 }, cores: 4 });
      graph.settle();
      return graph.handlers.get('gate')?.station ?? { inFlight: 0, acceptance: 0 };
    };
    expect(settled(passed('slow', 1, false)).inFlight).toBeCloseTo(200 * 0.401, 0);
    expect(of(graph, 'source/s').latency.meanMs).toBeCloseTo(401, 0);
    expect(of(graph, 'source/s').served).toBeCloseTo(1, 6);
    // A fifth of the requests waits five seconds for a machine that is off: that takes all places, and the others suffer.
    expect(settled(passed('slow', 0.8, false), passed('slow', 0.2, true)).acceptance).toBeCloseTo(100 / (200 * (0.8 * 0.401 + 0.2 * 5.001)), 2);
    expect(of(graph, 'source/s').failures.map(({ cause: { kind } }) => kind).sort()).toEqual(['MachineDown', 'Overloaded']);
    graph.setFlow('source/s', even('gate'), addresses('gate'), undefined);
    graph.settle();
    expect(graph.handlers.get('gate')?.station.acceptance).toBeCloseTo(1, 6);
  });

  it('that go in a circle come to an end', () => {
    const graph = shop(50, 4);
    graph.setFlow('calls/db/0', even('web-1'), addresses('web-1'), { classId: 'db', perRequest: 0.25 });
    graph.setFacts('db', { behaviour: request, cores: 4, classId: 'db' });
    graph.settle();
    // Each request comes back to web with half a request more: a geometric series.
    expect(graph.handlers.get('db')?.offeredRps).toBeCloseTo(200, 1);
    graph.setFlow('calls/db/0', even('web-1'), addresses('web-1'), { classId: 'db', perRequest: 3 });
    graph.settle();
    expect(of(graph, 'source/s').served).toBeLessThan(0.2);
  });

  it('bring in what is served and what fails, whatever happens', () => {
    const handlers = ['a', 'b', 'c', 'd', 'e'];
    const step = fc.oneof(
      fc.record({ do: fc.constant('flow' as const), flow: fc.constantFrom('source/1', 'source/2'), to: fc.subarray([...handlers, ''], { minLength: 1 }), rps: fc.integer({ min: 0, max: 500 }) }),
      fc.record({ do: fc.constant('calls' as const), by: fc.constantFrom(...handlers), to: fc.subarray([...handlers, ''], { minLength: 1 }), times: fc.constantFrom(0, 0.5, 1, 3) }),
      fc.record({ do: fc.constant('cores' as const), of: fc.constantFrom(...handlers), cores: fc.double({ min: 0, max: 4, noNaN: true }) }),
      fc.record({ do: fc.constant('remove' as const), flow: fc.constantFrom('source/1', 'source/2', 'calls/a', 'calls/b') }),
    );
    fc.assert(fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const graph = new FlowGraph();
      for (const one of steps) {
        if (one.do === 'flow') {
          graph.setFlow(one.flow, even(...one.to), addresses(...one.to.filter(Boolean)), undefined);
          graph.setRate(one.flow, one.rps);
        } else if (one.do === 'calls') graph.setFlow(`calls/${one.by}`, even(...one.to), addresses(...one.to.filter(Boolean)), { classId: one.by, perRequest: one.times });
        else if (one.do === 'remove') graph.removeFlow(one.flow);
        for (const id of graph.handlers.keys()) {
          const cores = one.do === 'cores' && one.of === id ? one.cores : (graph.factsOf(id)?.cores ?? 1);
          graph.setFacts(id, { behaviour: request, cores, classId: id });
        }
        graph.settle();
        const reaching = new Map<string, number>();
        for (const flow of graph.flows.values()) {
          expect(flow.served + flow.failures.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6);
          for (const { handlers: way, probability } of flow.outcomes) for (const id of way) reaching.set(id, (reaching.get(id) ?? 0) + probability * flow.rps);
        }
        for (const [id, { offeredRps, inflow }] of graph.handlers) {
          // A change of less than a millionth is not passed on.
          expect(Math.abs(offeredRps - [...inflow.values()].reduce((sum, rps) => sum + rps, 0))).toBeLessThan(0.0005 + offeredRps * 1e-5);
          expect(Math.abs(offeredRps - (reaching.get(id) ?? 0))).toBeLessThan(0.01 + offeredRps * 0.01);
        }
      }
    }), {
      numRuns: 200,
      // Calls in a circle that make much of the smallest failure.
      examples: [[[{ do: 'flow', flow: 'source/1', to: ['e'], rps: 71 }, { do: 'calls', by: 'a', to: ['a', 'e'], times: 3 }]]],
    });
  });
});
