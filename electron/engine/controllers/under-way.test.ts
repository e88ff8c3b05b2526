import { describe, expect, it } from 'vitest';
import { TestCluster } from '../testing/test-cluster.ts';
import { UnderWay } from './under-way.ts';

describe('what is under way outside the cluster', () => {
  it('is begun once, waited for, and asked for anew afterwards', () => {
    const cluster = new TestCluster([]);
    const work = new UnderWay(cluster.simulation.env);
    const written = [{ verb: 'delete', resource: 'pods', key: 'a' }] as const;
    const ask = (what = 'attach'): unknown => work.wait('k', what, 1_000, () => written);
    expect(ask()).toEqual({ kind: 'Done', writes: written, requeue: { afterMs: 1_000 } });
    cluster.advance(400);
    expect(ask()).toEqual({ kind: 'Done', writes: [], requeue: { afterMs: 600 } });
    cluster.advance(600);
    expect(ask()).toBeUndefined();
    expect(work.errands.size).toBe(0);
    expect(ask()).toMatchObject({ requeue: { afterMs: 1_000 } });
  });

  it('begins anew when something else is asked for, or it was forgotten', () => {
    const cluster = new TestCluster([]);
    const work = new UnderWay(cluster.simulation.env);
    work.wait('k', 'attach', 1_000);
    cluster.advance(900);
    expect(work.wait('k', 'detach', 500)).toMatchObject({ requeue: { afterMs: 500 } });
    work.forget('k');
    cluster.advance(900);
    expect(work.wait('k', 'detach', 500)).toMatchObject({ requeue: { afterMs: 500 } });
  });
});
