import { describe, expect, it } from 'vitest';
import { encodePods } from '../../../shared/view/pod-columns.ts';
import { Mirror } from '../../store/mirror.ts';
import { PodArrivals } from './pod-arrivals.ts';

const slot = { x: 1, y: 2, width: 3, height: 4 };
const row = (uid: string, node: string) => ({
  uid, namespace: 'default', name: uid, node, state: 0, owner: '', ready: 0, total: 1, restarts: 0, podIP: '',
});

function world(): { mirror: Mirror; arrivals: PodArrivals; put: (uid: string, node: string) => void; pass: (ms: number) => void } {
  let now = 0;
  const mirror = new Mirror(() => undefined, () => undefined);
  const arrivals = new PodArrivals(() => now);
  const places = { podRect: (uid: string) => (mirror.pods.row(uid)?.node === '' ? slot : undefined) };
  arrivals.restart(mirror, places);
  return {
    mirror,
    arrivals,
    put: (uid, node) => {
      mirror.pods.put(encodePods([row(uid, node)]), () => undefined);
      arrivals.observe(mirror, places, new Set([node]));
    },
    pass: (ms) => {
      now += ms;
    },
  };
}

describe('arrivals of pods', () => {
  it('knows a pod made just now, for a moment', () => {
    const { arrivals, put, pass } = world();
    put('a', 'w1');
    expect(arrivals.arrivalOf('a')).toEqual({ kind: 'created' });
    pass(2_000);
    expect(arrivals.arrivalOf('a')).toBeUndefined();
  });

  it('knows where a bound pod comes from', () => {
    const { arrivals, put, pass } = world();
    put('a', '');
    pass(5_000);
    put('a', 'w1');
    expect(arrivals.arrivalOf('a')).toEqual({ kind: 'bound', from: slot });
    pass(5_000);
    put('a', 'w1');
    expect(arrivals.arrivalOf('a')).toBeUndefined();
  });

  it('takes nothing for new after a fresh list', () => {
    const { mirror, arrivals, put } = world();
    put('a', 'w1');
    arrivals.restart(mirror, { podRect: () => undefined });
    put('a', 'w1');
    expect(arrivals.arrivalOf('a')).toBeUndefined();
  });
});
