import { describe, expect, it } from 'vitest';
import type { ConfigMap } from '../../../shared/kubernetes/types/core.ts';
import type { Component } from '../component.ts';
import { TestCluster } from '../testing/test-cluster.ts';
import type { Controller, ControllerContext, Outcome } from './controller.ts';
import { controllerComponent } from './worker.ts';

/** Reconciles ConfigMaps with `answer`, and notes when it looked at which. */
class Probe implements Controller {
  readonly name = 'probe';
  readonly watches = ['configmaps'];
  readonly looks: [key: string, atMs: number][] = [];
  state = { looked: 0 };
  private readonly context: ControllerContext;
  private readonly answer: (key: string, looked: number) => Outcome;

  readonly maxRetries: number;

  constructor(context: ControllerContext, answer: (key: string, looked: number) => Outcome, maxRetries = Infinity) {
    this.context = context;
    this.maxRetries = maxRetries;
    this.answer = answer;
  }

  start(): void {
    for (const object of this.context.api.list('configmaps')) this.context.queue.add(`default/${object.metadata.name}`);
  }

  observe({ key }: { key: string }): void {
    this.context.queue.add(key);
  }

  reconcile(key: string): Outcome {
    this.looks.push([key, this.context.env.nowMs]);
    this.state.looked += 1;
    return this.answer(key, this.state.looked);
  }
}

function withProbe(answer: (key: string, looked: number) => Outcome, maxRetries?: number): { cluster: TestCluster; probe: Probe } {
  let probe: Probe | undefined;
  const cluster = new TestCluster([controllerComponent((context) => (probe = new Probe(context, answer, maxRetries)))]);
  return { cluster, probe: probe as unknown as Probe };
}

const done: Outcome = { kind: 'Done', writes: [] };
const configMap = (name: string): ConfigMap => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' } });

describe('the shared worker', () => {
  it('looks once at several changes within the informer latency', () => {
    const { cluster, probe } = withProbe(() => done);
    cluster.create(configMap('a'));
    cluster.advance(3);
    cluster.edit<ConfigMap>('configmaps', 'default/a', (object) => { object.data = { x: '1' }; });
    cluster.create(configMap('b'));
    cluster.advance(100);
    expect(probe.looks).toEqual([['default/a', 5], ['default/b', 8]]);
  });

  it('backs off exponentially from 5 ms and starts over after a success', () => {
    const { cluster, probe } = withProbe((_key, looked) => (looked === 5 ? done : { kind: 'Retry', reason: 'test' }));
    cluster.create(configMap('a'));
    cluster.advance(200);
    expect(probe.looks.map(([, atMs]) => atMs)).toEqual([5, 10, 20, 40, 80]);
    cluster.edit<ConfigMap>('configmaps', 'default/a', (object) => { object.data = { x: '1' }; });
    cluster.advance(12);
    expect(probe.looks.map(([, atMs]) => atMs).slice(5)).toEqual([205, 210]);
  });

  it('drops a key that has failed too often, until it changes', () => {
    const { cluster, probe } = withProbe(() => ({ kind: 'Retry', reason: 'test' }), 3);
    cluster.create(configMap('a'));
    cluster.advance(100_000);
    expect(probe.looks.map(([, atMs]) => atMs)).toEqual([5, 10, 20, 40]);
    cluster.edit<ConfigMap>('configmaps', 'default/a', (object) => { object.data = { x: '1' }; });
    cluster.advance(100_000);
    expect(probe.looks).toHaveLength(8);
  });

  it('takes the refusal of a namespace on its way out for the end of it', () => {
    const inDoomed = (name: string): ConfigMap => ({ ...configMap(name), metadata: { name, namespace: 'doomed' } });
    const { cluster, probe } = withProbe(() => ({ kind: 'Done', writes: [{ verb: 'create', object: inDoomed('b') }] }));
    cluster.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'doomed' } });
    cluster.delete('namespaces', 'doomed');
    cluster.create(configMap('a'));
    cluster.advance(100_000);
    expect(probe.looks).toHaveLength(1);
    expect(cluster.api.get('configmaps', 'doomed/b')).toBeUndefined();
  });

  it('retries a pass whose write was refused, without the writes behind it', () => {
    const { cluster, probe } = withProbe((_key, looked) => ({
      kind: 'Done',
      writes: looked > 1 ? [] : [{ verb: 'update', object: { ...configMap('missing') } }, { verb: 'create', object: configMap('never') }],
    }));
    cluster.create(configMap('a'));
    cluster.advance(100);
    expect(probe.looks).toHaveLength(2);
    expect(cluster.api.get('configmaps', 'default/never')).toBeUndefined();
  });

  it('comes back when asked to, and a background look does not keep the world busy', () => {
    const { cluster, probe } = withProbe(
      (_key, looked) => (looked < 4 ? { kind: 'Done', writes: [], requeue: { afterMs: 1000, background: true } } : done),
    );
    cluster.create(configMap('a'));
    cluster.advance(10);
    expect(cluster.simulation.isQuiet()).toBe(false);
    cluster.advance(70_000);
    expect(cluster.simulation.isQuiet()).toBe(true);
    expect(probe.looks.map(([, atMs]) => atMs)).toEqual([5, 1005, 2005, 3005]);
  });

  it('gives up on a terminal outcome', () => {
    const { cluster, probe } = withProbe(() => ({ kind: 'Terminal', reason: 'test' }));
    cluster.create(configMap('a'));
    cluster.advance(100_000);
    expect(probe.looks).toHaveLength(1);
  });

  it('continues from a snapshot: queue, back-off and the controller\'s own memory', () => {
    const run = (interrupted: boolean): unknown => {
      const factory = controllerComponent((context) => new Probe(context, () => ({ kind: 'Retry', reason: 'test' })));
      let cluster = new TestCluster([factory]);
      cluster.create(configMap('a'));
      cluster.advance(33);
      if (interrupted) {
        const saved = JSON.parse(JSON.stringify(cluster.simulation.save()));
        cluster = new TestCluster([factory], { start: false });
        cluster.simulation.load(saved);
      }
      cluster.advance(500);
      return cluster.simulation.save();
    };
    expect(run(true)).toEqual(run(false));
  });

  it('forgets everything when its process ends', () => {
    const { user, simulation } = new TestCluster([]);
    const context = { api: user, env: simulation.env, wakeAt: () => {}, recordDecision: () => {}, apiReachable: () => true };
    const component: Component = controllerComponent((controllerContext) => new Probe(controllerContext, () => done))(context);
    component.observe({ type: 'ADDED', resource: 'configmaps', key: 'default/a', object: configMap('a'), revision: 1 });
    component.stop();
    expect(component.save()).toMatchObject({ controller: { looked: 0 } });
    expect(JSON.stringify(component.save())).not.toContain('default/a');
  });
});
