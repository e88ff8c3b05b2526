import { describe, expect, it } from 'vitest';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { ApiStore } from './store.ts';

const pod = (name: string, nodeName?: string): Pod => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' }, spec: { containers: [], ...(nodeName ? { nodeName } : {}) },
});

function storeWith(...pods: Pod[]): ApiStore {
  const store = new ApiStore(() => undefined);
  for (const each of pods) store.put('pods', each);
  return store;
}

const on = (store: ApiStore, node: string): string[] => [...store.byIndex<Pod>('pods', 'nodeName', node)].map(({ metadata }) => metadata.name);

describe('an index', () => {
  it('gives objects in the order in which they entered the store, not the one in which they came to have the value', () => {
    const store = storeWith(pod('a'), pod('b'), pod('c', 'n'), pod('d'));
    store.put('pods', pod('d', 'n'));
    store.put('pods', pod('a', 'n'));
    expect(on(store, 'n')).toEqual(['a', 'c', 'd']);
    store.put('pods', pod('e', 'n'));
    store.put('pods', pod('b', 'n'));
    expect(on(store, 'n')).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(on(store, '')).toEqual([]);
  });

  it('has the same order in a restored store', () => {
    const store = storeWith(pod('a'), pod('b'));
    store.put('pods', pod('b', 'n'));
    store.put('pods', pod('a', 'n'));
    const restored = storeWith();
    restored.load(store.save());
    expect(on(restored, 'n')).toEqual(on(store, 'n'));
  });
});
